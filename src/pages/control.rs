//! The control room: the queue of callouts, one callout, and the vehicles (`/api/control/…`).

mod alarm;
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
mod sound;
mod standing_down;
mod steps;
mod supplier_form;
mod suppliers;
mod vehicles;
mod watch;

use leptos::prelude::*;
use wire::id::CalloutId;
use wire::session::Role;

use crate::device::address::use_here;
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
use watch::{Watch, provide_watch, use_reading, use_watch};

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

/// The watch over the real queue runs behind every page, and its alarm stands above all of them.
fn begin() -> Around {
    provide_drafts();
    let watch = provide_watch();
    Around {
        waiting: Signal::derive(move || watch.waiting.with(Vec::len)),
        announcement: watch.announcement.into(),
        tools: alarm::sound_switch,
        above: alarm::alarm_bar,
    }
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
    let seen = use_queue(state);
    let callouts = memo(move || seen.with(|seen| seen.value().cloned()));
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

/// The callout in the address. One that is no number is callout 0, which does not exist: the page then says so.
fn number(path: &str) -> Option<CalloutId> {
    let rest = path.strip_prefix(route::CONTROL)?.trim_matches('/');
    (!rest.is_empty()).then(|| rest.parse().unwrap_or_default())
}
