//! The control room: the queue of callouts, one callout, and the vehicles (`/api/control/…`).

mod automatic;
mod callout;
mod closing;
mod dispatch;
mod draft;
mod overview;
mod phoning;
mod queue;
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

use crate::pages::staff::{Gate, use_page_title};
use crate::words::staff;
use callout::CalloutPane;
use overview::Overview;
use queue::{QueuePane, QueueState, use_queue};

/// The control room, for controllers.
#[component]
pub fn ControlPage() -> impl IntoView {
    use_page_title(staff().control_room);
    view! { <Gate role=Role::Controller><Desk/></Gate> }
}

/// The queue, and beside it the chosen callout, or the map of everything while none is chosen.
#[component]
fn Desk() -> impl IntoView {
    let params = use_params_map();
    let query = use_location().query;
    let chosen = Memo::new(move |_| params.with(|params| params.get("id")));
    let state = Memo::new(move |_| query.with(|query| QueueState::parse(query.get("state").as_deref())));
    let seen = use_queue(state);
    let id = Signal::derive(move || chosen.with(|text| text.as_deref().map(number)));
    view! {
        <div class="desk" data-chosen=move || chosen.with(Option::is_some)>
            <QueuePane state=state seen=seen chosen=id/>
            {move || match chosen.get() {
                Some(text) => view! { <CalloutPane id=number(&text) state=state/> }.into_any(),
                None => view! { <Overview state=state seen=seen/> }.into_any(),
            }}
        </div>
    }
}

/// An address without a number names callout 0, which does not exist: the page then says so.
fn number(text: &str) -> CalloutId {
    text.parse().unwrap_or_default()
}
