//! The tray of notifications (`/api/notifications…`).

mod act;
mod bulk;
mod decide;
mod desk;
mod feed;
mod fetch;
mod filters;
mod head;
mod item;
mod keys;
mod outbox;
mod scroll_position;
mod seen_dialog;
mod state;
mod undo;

use leptos::prelude::*;

use crate::pages::staff::{STAFF, gate, use_page_title};
use crate::words::staff as words;
pub use state::{Tray, provide_tray};

/// The list, and beside it the open notification.
#[component]
pub fn TrayPage() -> impl IntoView {
    use_page_title(words().tray);
    gate(&STAFF, desk::desk)
}
