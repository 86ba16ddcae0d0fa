//! The officers' pages: the tray (`/api/notifications…`), what is written and sent from it, and the records behind it.

mod act;
mod ask;
mod bulk;
mod compose;
mod decide;
mod desk;
mod feed;
mod filters;
mod head;
mod herald;
mod item;
mod keys;
mod outbox;
mod place;
mod record;
mod seen;
mod sent;
mod state;
mod this_device;
mod undo;

use leptos::prelude::*;
use wire::session::Role;

use crate::events::use_events;
use crate::pages::staff::{self, Around, Page, Program, gate, use_page_title};
use crate::route;
use crate::words::staff as words;

/// Who has a tray: whoever works here.
const STAFF: [Role; 4] = [Role::Officer, Role::Manager, Role::Admin, Role::Controller];

/// Mounts them.
pub fn start() {
    staff::start(Program { page, begin });
}

/// The first part of an address, and what draws what stands there and below.
type Address = (&'static str, fn() -> AnyView);

const PAGES: [Address; 5] = [
    (route::TRAY, tray_page),
    (route::COMPOSE, compose_page),
    (route::MESSAGES, sent::sent_page),
    (route::RECORDS, record::record_page),
    (route::THIS_DEVICE, this_device::device_page),
];

fn page(path: &str) -> Option<Page> {
    let found = PAGES.into_iter().find(|(address, _)| route::is_below(path, address));
    found.map(|(name, draw)| Page { name, draw })
}

/// The list outlives a look at another page of this program: Back finds it as it was.
fn begin() -> Around {
    state::provide_tray();
    herald::provide_herald();
    let unread = use_events().unread;
    Around {
        waiting: Signal::derive(move || unread.get().unwrap_or_default().max(0) as usize),
        ..Around::nothing()
    }
}

fn tray_page() -> AnyView {
    use_page_title(words().tray);
    gate(&STAFF, desk::desk)
}

fn compose_page() -> AnyView {
    use_page_title(words().compose);
    gate(&[Role::Officer, Role::Manager, Role::Admin], compose::compose_page)
}
