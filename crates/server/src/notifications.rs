//! Notifications: what officers, residents and the control room must know or decide, and who did what with it.
//!
//! Other parts of the product create notifications in their own transactions:
//!
//! ```ignore
//! let audience = vec![Audience::Patch(site_id), Audience::ControlRoom(organisation_id)];
//! let raise = ServerNotification::new(organisation_id, TargetType::CalloutRaised, id.to_string(), "Rose asks for help.", audience);
//! notifications::raise(&*transaction, &state, raise).await?;
//! ```

pub(crate) mod address;
pub mod arrivals;
pub(crate) mod audience;
pub(crate) mod backdate;
pub mod broadcast;
pub(crate) mod bulk_insert;
pub(crate) mod bundle;
pub(crate) mod callback;
pub(crate) mod callouts;
pub mod erasure;
pub mod history;
pub(crate) mod links;
pub(crate) mod list;
pub(crate) mod membership;
pub(crate) mod note;
pub(crate) mod preferred;
pub(crate) mod public_link;
pub(crate) mod raise;
pub(crate) mod reach;
pub(crate) mod reply;
pub(crate) mod send;
pub(crate) mod tray;
pub(crate) mod tray_looks;
pub(crate) mod tray_revisions;
pub(crate) mod view;
pub(crate) mod visit;
pub(crate) mod visit_announcement;
pub(crate) mod visitors;

pub use crate::auth::tray::wake_streams;
pub(crate) use address::audience_of;
pub use audience::Audience;
pub(crate) use audience::push_any;
pub use backdate::{PastNotification, backdate};
pub use bulk_insert::{TrayBatch, bulk_insert};
pub(crate) use bundle::delete_old_counts;
pub(crate) use callback::{VisitNews, notify_service_of_visit};
pub(crate) use callouts::commit_callout;
pub use callouts::notify_of_callout;
pub use membership::{join, leave};
pub(crate) use note::{notes_of, words as note_words};
pub(crate) use preferred::of_account as reader_of_account;
pub(crate) use raise::blank;
pub use raise::{ServerNotification, raise};
pub use reach::reach;
pub(crate) use reach::staff_of;
pub(crate) use tray::touch;
pub use tray::unread;
pub use tray_looks::TrayLooks;
pub use tray_revisions::TrayRevisions;

use axum::http::HeaderValue;

/// Only the reader's browser may store a tray, and it must revalidate each time.
pub(crate) const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
