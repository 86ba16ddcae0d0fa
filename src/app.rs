//! The app: the route table, and state that lives as long as the page.
//!
//! The resident's alarm page and its tracker are in the main chunk. Every other page belongs to a chunk that is loaded when
//! the page is opened (`app/chunks.rs`). The routes are flat: nested routes would load the router's own 9 KB more, and the
//! staff's bar is the only part that pages share. A literal path stands above one whose parameter would match it,
//! and the paths for unknown pages stand last. CONTRIBUTING.md shows how to add a page.
//!
//! This is the binary of the package; `tocsin` is its library, which the tests use as well.

mod chunks;
mod lazy;
mod pages;

use leptos::portal::Portal;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;

use chunks::{Page, staff_bar};
use lazy::LazyPart;
use pages::{AccountPage, AdminPage, ControlPage, MessagesPage, StaffPage};
use tocsin::area::{Area, use_area};
use tocsin::device::shell;
use tocsin::device::update::Update;
use tocsin::frame;
use tocsin::navigation::{Navigator, listen_before_router, on_link_intent, provide_navigator};
use tocsin::pages::alarm::provide_follower;
use tocsin::root::provide_root;
use tocsin::session::{load_session, provide_session};
use tocsin::ui::{provide_now, provide_problems};
use tocsin::words;

/// Mounts the app into the page that `index.html` has painted. A panic ends the app, so the shell reports it and
/// reloads the page.
pub fn mount() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        shell::died();
    }));
    if let Some(place) = frame::element("app") {
        leptos::mount::mount_to(place, App).forget();
    }
}

#[component]
fn App() -> impl IntoView {
    // Registered before the router's own listeners, so that a leave guard can stop them.
    let navigator = StoredValue::new(None::<Navigator>);
    listen_before_router(navigator);
    on_link_intent(chunks::preload);
    let is_routing = RwSignal::new(false);
    view! {
        <Router set_is_routing=SignalSetter::map(move |is| is_routing.set(is))>
            <AppRoutes navigator is_routing=is_routing.into()/>
        </Router>
        <Show when=move || is_routing.get()>
            <p class="routing" role="status">{words::lazy().loading}</p>
        </Show>
    }
}

/// The routes, and the state that needs the router.
#[component]
fn AppRoutes(navigator: StoredValue<Option<Navigator>>, is_routing: Signal<bool>) -> impl IntoView {
    provide_root();
    let provided = provide_navigator();
    provided.correct_address_bar(is_routing);
    navigator.set_value(Some(provided));
    let session = provide_session();
    provide_now();
    provide_problems(words::common().errors.title_prefix);
    provide_context(Update::start());
    provide_follower(session);
    load_session(session);
    let area = use_area();
    frame::follow_address(use_location().pathname, area);

    view! {
        <Show when=move || area.get() == Area::Staff>
            <Portal mount=frame::element("bar").expect("BUG: index.html has a place for the bar")>
                <LazyPart load=staff_bar/>
            </Portal>
        </Show>
        <FlatRoutes fallback=|| ()>
            <Route path=path!("/") view=Page::Home/>

            <Route path=path!("/sign-in") view=Page::Account(AccountPage::SignIn)/>
            <Route path=path!("/new-password") view=Page::Account(AccountPage::NewPassword)/>
            <Route path=path!("/me") view=Page::Account(AccountPage::Me)/>
            <Route path=path!("/assistance/:id?") view=Page::Account(AccountPage::Assistance)/>
            <Route path=path!("/notifications/:id?") view=Page::Account(AccountPage::Notifications)/>
            <Route path=path!("/records/*address") view=Page::Account(AccountPage::Record)/>
            <Route path=path!("/televisions") view=Page::Account(AccountPage::Televisions)/>
            <Route path=path!("/drill") view=Page::Account(AccountPage::Drill)/>

            <Route path=path!("/tv") view=Page::Television/>

            <Route path=path!("/staff") view=Page::Staff(StaffPage::Home)/>
            <Route path=path!("/staff/sign-in") view=Page::Staff(StaffPage::Home)/>
            <Route path=path!("/staff/tray/:id?") view=Page::Tray/>
            <Route path=path!("/staff/compose") view=Page::Messages(MessagesPage::Compose)/>
            <Route path=path!("/staff/messages") view=Page::Messages(MessagesPage::Messages)/>
            <Route path=path!("/staff/records/*address") view=Page::Messages(MessagesPage::Record)/>
            <Route path=path!("/staff/visits") view=Page::Messages(MessagesPage::Visits)/>
            <Route path=path!("/staff/device") view=Page::Messages(MessagesPage::ThisDevice)/>

            <Route path=path!("/staff/control/vehicles") view=Page::Control(ControlPage::Vehicles)/>
            <Route path=path!("/staff/control/:id?") view=Page::Control(ControlPage::Queue)/>

            <Route path=path!("/staff/providers/files") view=Page::Admin(AdminPage::ProviderFiles)/>
            <Route path=path!("/staff/providers/:id?") view=Page::Admin(AdminPage::Providers)/>
            <Route path=path!("/staff/coverage") view=Page::Admin(AdminPage::Coverage)/>
            <Route path=path!("/staff/deliveries") view=Page::Admin(AdminPage::Deliveries)/>
            <Route path=path!("/staff/escalation") view=Page::Admin(AdminPage::Escalation)/>
            <Route path=path!("/staff/accounts") view=Page::Admin(AdminPage::Accounts)/>
            <Route path=path!("/staff/addresses") view=Page::Admin(AdminPage::Addresses)/>
            <Route path=path!("/staff/clients") view=Page::Admin(AdminPage::Clients)/>
            <Route path=path!("/staff/services") view=Page::Admin(AdminPage::Services)/>
            <Route path=path!("/staff/links") view=Page::Admin(AdminPage::Links)/>
            <Route path=path!("/staff/templates/:id?") view=Page::Admin(AdminPage::Templates)/>
            <Route path=path!("/staff/governance") view=Page::Admin(AdminPage::Governance)/>
            <Route path=path!("/staff/*page") view=Page::Staff(StaffPage::NotFound)/>
            <Route path=path!("/*page") view=Page::Account(AccountPage::NotFound)/>
        </FlatRoutes>
    }
}
