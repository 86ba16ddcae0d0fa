//! Notifications: what officers, residents and the control room have to know or decide, and who did what with it.
//!
//! Whatever happens elsewhere in the product puts its notification down in its own transaction:
//!
//! ```ignore
//! let audience = vec![Audience::Patch(site_id), Audience::ControlRoom(customer_id)];
//! let raise = Raise::new(customer_id, TargetType::CalloutRaised, id.to_string(), "Rose asks for help.", audience);
//! notifications::raise(&*transaction, &state, raise).await?;
//! ```

mod act;
mod address;
pub mod arrivals;
mod audience;
mod backdate;
pub mod broadcast;
mod bundle;
mod callback;
mod callouts;
mod create;
pub mod erasure;
mod events;
pub mod history;
pub(crate) mod links;
mod list;
mod membership;
mod note;
mod preferred;
mod present;
mod public_page;
mod raise;
mod reach;
mod read;
mod remove;
mod reply;
mod send;
mod stock;
mod tray;
mod tray_looks;
mod tray_revisions;
mod visit;
mod who;

pub(crate) use address::audience_of;
pub use audience::Audience;
pub use backdate::{Backdated, backdate};
pub(crate) use bundle::forget_counts;
pub(crate) use callback::{VisitNews, tell_service_of_visit};
pub use callouts::tell_of_callout;
pub use membership::{join, leave};
pub(crate) use note::{notes_of, words as note_words};
pub(crate) use preferred::of_account as reader_of_account;
pub(crate) use raise::blank;
pub use raise::{Raise, raise};
pub use reach::reach;
pub(crate) use reach::staff_of;
pub use stock::{Stock, stock};
pub(crate) use tray::touch;
pub use tray::{stir, unread};
pub use tray_looks::TrayLooks;
pub use tray_revisions::TrayRevisions;
pub(crate) use visit::{Announcement, announce, note_visit_answer, other_of_visit, take_back};
pub(crate) use who::Asker;

use axum::http::HeaderValue;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use web::problem;

/// A tray is kept by the one who reads it, and asked for again each time.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");

/// The routes of notifications.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new()
        .routes(routes!(create::create_notification, list::list_notifications))
        .routes(routes!(act::create_actions))
        .routes(routes!(read::get_notification, act::update_notification, remove::delete_notification))
        .routes(routes!(remove::restore_notification))
        .routes(routes!(read::list_history))
        .routes(routes!(visit::answer_visit))
        .routes(routes!(reply::create_reply))
        .routes(routes!(reply::list_replies))
        .routes(routes!(public_page::show_public_page))
        .routes(routes!(events::stream_events));
    problem::styled(routes)
}
