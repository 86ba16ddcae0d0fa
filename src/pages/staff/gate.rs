//! Who may see a page. Nobody signed in goes to the sign-in and comes back; a wrong role is told so, and what to do.

use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;
use wire::session::{Role, SessionUser};

use super::frame::Retry;
use super::title::use_page_title;
use crate::api::delete_session;
use crate::route;
use crate::session::{Viewer, use_session};
use crate::ui::{Button, Kind, Skeleton};
use crate::words::{fill, not_allowed, staff, words};

/// What the gate shows. It changes only when that changes, so that the page behind it is never built anew for nothing.
#[derive(Clone, PartialEq)]
enum Shown {
    Page,
    Asking,
    Unreachable,
    SignIn,
    NotAllowed(Box<SessionUser>),
}

/// Shows its children to a signed-in viewer with the `role`.
#[component]
pub fn Gate(role: Role, children: ChildrenFn) -> impl IntoView {
    let session = use_session();
    let shown = Memo::new(move |before: Option<&Shown>| {
        session.viewer.with(|viewer| match viewer {
            // A page that is open stays open, with all that is typed in it, while the server cannot be reached.
            Viewer::Asking | Viewer::Unknown if before == Some(&Shown::Page) => Shown::Page,
            Viewer::Asking => Shown::Asking,
            Viewer::Unknown => Shown::Unreachable,
            Viewer::SignedOut => Shown::SignIn,
            Viewer::SignedIn(user) if user.role == role => Shown::Page,
            Viewer::SignedIn(user) => Shown::NotAllowed(user.clone()),
        })
    });
    move || match shown.get() {
        Shown::Page => children().into_any(),
        Shown::Asking => view! { <div class="sheet"><Skeleton words=staff().loading/></div> }.into_any(),
        Shown::Unreachable => view! { <Unreachable/> }.into_any(),
        Shown::SignIn => {
            let here = use_location();
            let to = here.pathname.get_untracked();
            view! { <Redirect path=route::staff_sign_in(&to)/> }.into_any()
        }
        Shown::NotAllowed(user) => view! { <NotAllowed user=*user/> }.into_any(),
    }
}

#[component]
fn Unreachable() -> impl IntoView {
    use_page_title(staff().unreachable);
    let Retry(retry) = expect_context();
    if let Ok(timer) = set_interval_with_handle(move || retry.run(()), std::time::Duration::from_secs(5)) {
        on_cleanup(move || timer.clear());
    }
    view! {
        <div class="sheet">
            <h1>{staff().unreachable}</h1>
            <p>{staff().unreachable_help}</p>
            <Button on_press=retry>{words().errors.try_again}</Button>
        </div>
    }
}

#[component]
fn NotAllowed(user: SessionUser) -> impl IntoView {
    let words = not_allowed();
    use_page_title(words.title);
    let session = use_session();
    let leave = Action::new_local(move |(): &()| async move {
        if delete_session().await.is_ok() {
            session.viewer.set(Viewer::SignedOut);
        }
    });
    let lead = fill(words.lead, &[("name", &user.name), ("role", user.role.as_str())]);
    view! {
        <div class="sheet">
            <h1>{words.title}</h1>
            <p>{lead}</p>
            <p>{words.help}</p>
            <p class="buttons">
                <Button kind=Kind::Primary busy=leave.pending() on_press=Callback::new(move |()| _ = leave.dispatch(()))>
                    {words.other_account}
                </Button>
                <a class="button" href=route::HOME rel="external">{words.resident}</a>
            </p>
        </div>
    }
}
