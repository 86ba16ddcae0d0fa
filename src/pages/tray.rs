//! The tray (`/api/notifications…`). What is written and sent, and the records behind it, are another program's.

mod act;
mod ask;
mod bulk;
mod decide;
mod desk;
mod feed;
mod filters;
mod head;
mod item;
mod keys;
mod outbox;
mod place;
mod seen;
mod state;
mod undo;

use leptos::prelude::*;

use crate::events::use_events;
use crate::pages::staff::{self, Around, Page, Program, STAFF, gate, provide_herald, use_page_title};
use crate::route;
use crate::words::staff as words;

/// Mounts it.
pub fn start() {
    staff::start(Program { page, begin });
}

fn page(path: &str) -> Option<Page> {
    route::is_below(path, route::TRAY).then_some(Page { name: route::TRAY, draw: tray_page })
}

fn begin() -> Around {
    state::provide_tray();
    provide_herald();
    Around { waiting: use_events().waiting() }
}

fn tray_page() -> AnyView {
    use_page_title(words().tray);
    gate(&STAFF, desk::desk)
}
