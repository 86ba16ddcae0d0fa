//! The tray (`/api/notifications…`), and what officers do beside it.

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

use crate::pages::office;
use crate::pages::staff::{STAFF, gate, use_page_title};
use crate::root::Root;
use crate::words::staff as words;
use state::Tray;

/// A page of this area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrayAreaPage {
    /// `/staff/tray` and one notification.
    Tray,
    /// `/staff/compose`.
    Compose,
    /// `/staff/messages`.
    Messages,
    /// `/staff/records/{kind}/{id}`.
    Record,
    /// `/staff/visits`.
    Visits,
    /// `/staff/device`.
    ThisDevice,
}

impl TrayAreaPage {
    /// Draws the page.
    pub fn draw(self, root: Root) -> AnyView {
        match self {
            Self::Tray => {
                root.provide_once::<Tray>(state::provide_tray);
                use_page_title(words().tray);
                gate(&STAFF, desk::desk)
            }
            Self::Compose => office::compose_page(),
            Self::Messages => view! { <office::SentPage/> }.into_any(),
            Self::Record => office::record_page(),
            Self::Visits => view! { <office::VisitsPage/> }.into_any(),
            Self::ThisDevice => view! { <office::DevicePage/> }.into_any(),
        }
    }
}
