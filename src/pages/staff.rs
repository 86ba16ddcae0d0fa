//! The staff's entry: who may open which page, the frame around all of them, and the alarm that shows on every one.

mod frame;
mod gate;
mod home;
mod sign_in;
mod sound;
mod title;
mod watch;

pub use gate::gate;
pub use title::{PageTitle, use_page_title};
pub use watch::{Watch, use_reading, use_watch};

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::api::get_session;
use crate::pages::control::{ControlPage, VehiclesPage, provide_drafts};
use crate::session::{Viewer, provide_session};
use crate::task::Task;
use crate::ui::provide_now;
use crate::words::staff;
use frame::Frame;
use home::HomePage;
use sign_in::SignInPage;
use title::provide_page_title;
use watch::provide_watch;

/// Mounts the staff's app in the place of what the page said while it loaded.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        show_broken();
    }));
    if let Some(loading) = document().get_element_by_id("loading") {
        loading.remove();
    }
    leptos::mount::mount_to_body(StaffApp);
}

/// A Rust panic ends the program: nothing of it runs any more, so the page itself is told to load again.
fn show_broken() {
    let page = document();
    if let Some(broken) = page.get_element_by_id("broken") {
        let _ = broken.remove_attribute("hidden");
    }
    if let (Some(head), Ok(refresh)) = (page.head(), page.create_element("meta")) {
        let _ = refresh.set_attribute("http-equiv", "refresh");
        let _ = refresh.set_attribute("content", "10");
        let _ = head.append_child(&refresh);
    }
}

/// Everything below `/staff/`.
#[component]
pub fn StaffApp() -> impl IntoView {
    let session = provide_session();
    provide_now();
    provide_drafts();
    provide_page_title();
    let task = Task::new();
    let load = Callback::new(move |()| {
        task.run(async move {
            match get_session().await {
                Ok(answer) => session.set(answer),
                Err(_) => session.viewer.set(Viewer::Unknown),
            }
            Ok(())
        });
    });
    load.run(());
    provide_watch();
    view! {
        <Router>
            <Frame retry=load>
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=path!("/staff") view=HomePage/>
                    <Route path=path!("/staff/sign-in") view=SignInPage/>
                    <Route path=path!("/staff/control/vehicles") view=VehiclesPage/>
                    <Route path=path!("/staff/control/:id?") view=ControlPage/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}

#[component]
fn NotFoundPage() -> impl IntoView {
    use_page_title(staff().not_found);
    view! {
        <div class="sheet">
            <h1>{staff().not_found}</h1>
            <p>{staff().not_found_help}</p>
            <p><a class="button" href=crate::route::CONTROL>{staff().control_room}</a></p>
        </div>
    }
}
