//! What officers do beside the tray: they write and follow e-mails, texts and letters, read the records that notifications are
//! about, and see whether this device can be reached; and who visits whom.

mod compose;
mod record;
mod sent;
mod this_device;
mod visits;

use leptos::prelude::*;
use wire::session::Role;

use crate::events::use_events;
use crate::pages::staff::{self, Around, Page, Program, gate, provide_herald, use_page_title};
use crate::route;
use crate::words::staff as words;

/// Mounts them.
pub fn start() {
    staff::start(Program { page, begin });
}

/// The first part of an address, and what draws what stands there and below.
type Address = (&'static str, fn() -> AnyView);

const PAGES: [Address; 5] = [
    (route::COMPOSE, compose_page),
    (route::MESSAGES, sent::sent_page),
    (route::RECORDS, record::record_page),
    (route::VISITS, visits::visits_page),
    (route::THIS_DEVICE, this_device::device_page),
];

fn page(path: &str) -> Option<Page> {
    let found = PAGES.into_iter().find(|(address, _)| route::is_below(path, address));
    found.map(|(name, draw)| Page { name, draw })
}

/// What is new calls here as it does in the tray.
fn begin() -> Around {
    provide_herald();
    Around { waiting: use_events().waiting() }
}

fn compose_page() -> AnyView {
    use_page_title(words().compose);
    gate(&[Role::Officer, Role::Manager, Role::Admin], compose::compose_page)
}
