//! The control room: the queue of callouts, one callout, and the vehicles (`/api/control/…`).

mod automatic;
mod callout;
mod closing;
mod dispatch;
mod draft;
mod overview;
mod phoning;
mod queue;
mod removal;
mod reply;
mod responder_form;
mod responders;
mod standing_down;
mod steps;
mod supplier_form;
mod suppliers;
mod vehicles;

use leptos::prelude::*;
use wire::id::CalloutId;
use wire::session::Role;

use crate::links;
use crate::navigation::use_query;
use crate::pages::staff::watch::{Watch, use_view_context, use_watch};
use crate::pages::staff::{gate, use_page_title};
use crate::words;
use callout::CalloutPane;
pub use draft::{Drafts, provide_drafts};
use leptos_router::hooks::use_location;
use overview::OverviewPane;
use queue::{QueuePane, QueueState, use_queue};
pub use vehicles::VehiclesPage;

/// The control room, for controllers.
#[component]
pub fn ControlRoomPage() -> impl IntoView {
    use_page_title(words::staff().control_room);
    gate(&[Role::Controller], desk)
}

/// The queue, and beside it the chosen callout, or the map of everything.
fn desk() -> AnyView {
    let (path, query) = (use_location().pathname, use_query());
    let chosen = Memo::new(move |_| number(&path.get()));
    let state = Memo::new(move |_| QueueState::parse(query.get("state").as_deref()));
    let listed = use_queue(state);
    let data = listed.data;
    let callouts = Memo::new(move |_| data.with(|data| data.value().cloned()));
    let pane = move || match chosen.get() {
        Some(id) => view! { <CalloutPane id state/> }.into_any(),
        None => view! { <OverviewPane state callouts/> }.into_any(),
    };
    view! {
        <div class="desk" data-chosen=move || chosen.get().is_some()>
            <QueuePane state listed callouts chosen/>
            {pane}
        </div>
    }
    .into_any()
}

/// The callout in the address. An invalid number is callout 0, which does not exist: the page then says so.
fn number(path: &str) -> Option<CalloutId> {
    let rest = path.strip_prefix(links::CONTROL)?.trim_matches('/');
    (!rest.is_empty()).then(|| rest.parse().unwrap_or_default())
}
