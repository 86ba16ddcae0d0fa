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
mod told;
mod vehicles;

pub use draft::provide_drafts;
pub use vehicles::VehiclesPage;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use wire::id::CalloutId;
use wire::session::Role;

use crate::pages::staff::{gate, use_page_title};
use crate::ui::live;
use crate::words::staff;
use callout::callout_pane;
use overview::overview_pane;
use queue::{QueueState, queue_pane, use_queue};

/// The control room, for controllers.
#[component]
pub fn ControlPage() -> impl IntoView {
    use_page_title(staff().control_room);
    gate(Role::Controller, desk)
}

/// The queue, and beside it the chosen callout, or the map of everything while none is chosen.
fn desk() -> AnyView {
    let params = use_params_map();
    let query = use_location().query;
    let chosen = Memo::new(move |_| params.with(|params| params.get("id").map(|text| number(&text))));
    let state = Memo::new(move |_| query.with(|query| QueueState::parse(query.get("state").as_deref())));
    let seen = use_queue(state);
    let callouts = Memo::new(move |_| seen.with(|seen| seen.value().cloned()));
    let pane = live(move || match chosen.get() {
        Some(id) => callout_pane(id, state),
        None => overview_pane(state, callouts),
    });
    view! {
        <div class="desk" data-chosen=move || chosen.get().is_some()>
            {queue_pane(state, seen, callouts, chosen)}
            {pane}
        </div>
    }
    .into_any()
}

/// An address without a number names callout 0, which does not exist: the page then says so.
fn number(text: &str) -> CalloutId {
    text.parse().unwrap_or_default()
}
