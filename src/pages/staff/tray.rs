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

use crate::pages::staff::{STAFF_ROLES, gate, use_page_title};
use crate::words;
pub use state::{Tray, provide_tray};

/// The list, and beside it the open notification.
#[component]
pub fn TrayPage() -> impl IntoView {
    use_page_title(words::staff().tray);
    gate(&STAFF_ROLES, desk::desk)
}
