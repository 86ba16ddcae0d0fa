//! Who may see a page. Signing in happens in its place; for a wrong role it says what to do.

use leptos::prelude::*;
use wire::link::{Reader, for_reader};
use wire::session::{Role, SessionUser};

use super::sign_in::SignInForm;
use super::title::use_title_meanwhile;
use crate::links;
use crate::session::{Retry, SessionState, use_session};
use crate::task::Task;
use crate::ui::{Button, Kind, Skeleton};
use crate::words::{self, fill};
use leptos_router::hooks::use_location;

/// The roles of staff.
pub const STAFF_ROLES: [Role; 4] = [Role::Officer, Role::Manager, Role::Admin, Role::Controller];

/// What the gate shows. It changes only when needed, so that the page behind it is never rebuilt for nothing.
#[derive(Clone, PartialEq)]
enum GateState {
    Page,
    Loading,
    Unreachable,
    SignIn,
    NotAllowed(Box<SessionUser>),
}

/// Shows the page to a signed-in account with one of the `roles`.
pub fn gate(roles: &'static [Role], page: fn() -> AnyView) -> AnyView {
    let session = use_session();
    let state = Memo::new(move |before: Option<&GateState>| {
        session.state.with(|state| match state {
            // An open page stays open, with all that is typed in it, while the server is unreachable.
            SessionState::Loading | SessionState::Unknown if before == Some(&GateState::Page) => {
                GateState::Page
            }
            SessionState::Loading => GateState::Loading,
            SessionState::Unknown => GateState::Unreachable,
            SessionState::SignedOut => GateState::SignIn,
            SessionState::SignedIn(user) if roles.contains(&user.role) => GateState::Page,
            SessionState::SignedIn(user) => GateState::NotAllowed(user.clone()),
        })
    });
    (move || match state.get() {
        GateState::Page => page(),
        GateState::Loading => {
            view! { <div class="sheet"><Skeleton words=words::staff().loading/></div> }.into_any()
        }
        GateState::Unreachable => view! { <UnreachablePage/> }.into_any(),
        GateState::SignIn => view! { <SignInForm/> }.into_any(),
        GateState::NotAllowed(user) => not_allowed_page(&user),
    })
    .into_any()
}

#[component]
fn UnreachablePage() -> impl IntoView {
    use_title_meanwhile(words::staff().unreachable);
    let Retry(retry) = expect_context();
    if let Ok(timer) = set_interval_with_handle(move || retry.run(()), std::time::Duration::from_secs(5)) {
        on_cleanup(move || timer.clear());
    }
    view! {
        <div class="sheet">
            <h1>{words::staff().unreachable}</h1>
            <p>{words::staff().unreachable_help}</p>
            <Button on_press=retry>{words::common().errors.try_again}</Button>
        </div>
    }
}

fn not_allowed_page(user: &SessionUser) -> AnyView {
    let words = words::not_allowed();
    use_title_meanwhile(words.title);
    let session = use_session();
    let task = Task::new();
    let leave = Callback::new(move |()| {
        task.run(session.sign_out_and_reload());
    });
    // A resident who followed a staff link is offered the page that shows the same to residents.
    let own = for_reader(&use_location().pathname.get_untracked(), Reader::Resident).filter(|own| {
        [links::NOTIFICATIONS, links::OWN_RECORDS].iter().any(|page| links::is_below(own, page))
    });
    let (href, link) = match (links::bar_links(&user.role).is_empty(), own) {
        (true, Some(own)) => (own, words.own_page),
        (true, None) => (links::HOME.to_owned(), words.resident),
        (false, _) => (links::STAFF.to_owned(), words::staff().to_my_pages),
    };
    let lead = fill(words.lead, &[("name", &user.name), ("role", user.role.as_str())]);
    view! {
        <div class="sheet">
            <h1>{words.title}</h1>
            <p>{lead}</p>
            <p>{words.help}</p>
            <p class="buttons">
                <Button kind=Kind::Primary busy=task.busy() on_press=leave>{words.other_account}</Button>
                <a class="button" href=href>{link}</a>
            </p>
        </div>
    }
    .into_any()
}
