//! What officers do beside the tray: they write and follow e-mails, texts and letters, read the records that notifications are
//! about, and see whether this device can be reached; and who visits whom.

mod compose;
mod record;
mod sent;
mod this_device;
mod visits;

use leptos::prelude::*;
use wire::session::Role;

use crate::pages::staff::{gate, use_page_title};
use crate::words::staff as words;
pub use record::record_page;
pub use sent::SentPage;
pub use this_device::DevicePage;
pub use visits::VisitsPage;

/// Writing.
pub fn compose_page() -> AnyView {
    use_page_title(words().compose);
    gate(&[Role::Officer, Role::Manager, Role::Admin], compose::compose_page)
}
