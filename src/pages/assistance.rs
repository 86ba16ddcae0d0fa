//! `/assistance`: a resident asks for assistance and follows the request; a supporter sees requests and answers them.
//!
//! Uses `/api/v2/assistance-provider`, `/api/v2/assistance-request`, and for supporters `/api/push-subscriptions`.

mod choose;
mod follow;
mod open_requests;
mod supporter;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wire::id::AssistanceRequestId;
use wire::session::Role;

use crate::components::notice;
use crate::frame;
use crate::pages::account::return_path;
use crate::session::{SessionState, use_session};
use crate::ui::{Glyph, Skeleton, Tone};
use crate::words;

/// The list, or one request.
#[component]
pub fn AssistancePage() -> impl IntoView {
    let id = use_params_map();
    let id = Memo::new(move |_| id.with(|params| params.get("id").map(|id| id.parse().unwrap_or_default())));
    let page = move || page_of(id.get());
    view! { <link rel="stylesheet" href="/assistance.css"/>{page} }
}

fn page_of(id: Option<AssistanceRequestId>) -> AnyView {
    let session = use_session();
    let title = match session.state.read_untracked() {
        _ if id.is_some() => words::assistance().told,
        ref state if matches!(**state, SessionState::SignedIn(ref user) if user.role == Role::Supporter) => {
            words::supporter().title
        }
        _ => words::assistance().title,
    };
    frame::set_title(title);
    let page = Memo::new(move |_| session.state.with(visitor));
    let content = move || match page.get() {
        Visitor::Loading => view! { <Skeleton words=words::common().errors.loading bars=4/> }.into_any(),
        Visitor::SignedOut => {
            let to = return_path::sign_in();
            let way = Some((words::account().sign_in, to.as_str()));
            notice(Tone::Plain, Glyph::Person, [words::assistance().sign_in_first.to_owned()], way)
        }
        Visitor::Resident(resident) => match id {
            Some(id) => follow::follow(resident, id),
            None => choose::choose(resident),
        },
        Visitor::Supporter => match id {
            Some(id) => supporter::answer(id),
            None => supporter::requests(),
        },
        Visitor::Other => notice(Tone::Plain, Glyph::Info, [words::assistance().not_yours.to_owned()], None),
    };
    content.into_any()
}

/// The kind of visitor.
#[derive(Clone, Copy, PartialEq)]
enum Visitor {
    Loading,
    SignedOut,
    Resident(wire::id::ResidentId),
    Supporter,
    Other,
}

fn visitor(state: &SessionState) -> Visitor {
    match state {
        SessionState::Loading | SessionState::Unknown => Visitor::Loading,
        SessionState::SignedOut => Visitor::SignedOut,
        SessionState::SignedIn(user) => match (&user.role, user.customer_id) {
            (Role::Supporter, _) => Visitor::Supporter,
            (Role::Resident, Some(id)) => Visitor::Resident(id),
            _ => Visitor::Other,
        },
    }
}
