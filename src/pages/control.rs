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

use crate::device::address::use_here;
use crate::pages::staff::watch::{Watch, use_reading, use_watch};
use crate::pages::staff::{self, Around, Page, Program, gate, use_page_title};
use crate::reactive::memo;
use crate::route;
use crate::ui::live;
use crate::words::staff as words;
use callout::callout_pane;
use draft::provide_drafts;
use overview::overview_pane;
use queue::{QueueState, queue_pane, use_queue};
use vehicles::vehicles_page;

/// Mounts the control room.
pub fn start() {
    staff::start(Program { page, begin });
}

fn page(path: &str) -> Option<Page> {
    if path == route::CONTROL_VEHICLES {
        return Some(Page { name: route::CONTROL_VEHICLES, draw: vehicles_page });
    }
    route::is_below(path, route::CONTROL).then_some(Page { name: route::CONTROL, draw: control_page })
}

fn begin() -> Around {
    provide_drafts();
    let watch = use_watch();
    Around { waiting: Signal::derive(move || watch.unacknowledged.get()) }
}

/// The control room, for controllers.
fn control_page() -> AnyView {
    use_page_title(words().control_room);
    gate(&[Role::Controller], desk)
}

/// The queue, and beside it the chosen callout, or the map of everything while none is chosen.
fn desk() -> AnyView {
    let here = use_here();
    let chosen = memo(move || number(&here.path()));
    let state = memo(move || QueueState::parse(here.asked("state").as_deref()));
    let listed = use_queue(state);
    let seen = listed.seen;
    let callouts = memo(move || seen.with(|seen| seen.value().cloned()));
    let pane = live(move || match chosen.get() {
        Some(id) => callout_pane(id, state),
        None => overview_pane(state, callouts),
    });
    view! {
        <div class="desk" data-chosen=move || chosen.get().is_some()>
            {queue_pane(state, listed, callouts, chosen)}
            {pane}
        </div>
    }
    .into_any()
}

/// The callout in the address. One that is no number is callout 0, which does not exist: the page then says so.
fn number(path: &str) -> Option<CalloutId> {
    let rest = path.strip_prefix(route::CONTROL)?.trim_matches('/');
    (!rest.is_empty()).then(|| rest.parse().unwrap_or_default())
}
