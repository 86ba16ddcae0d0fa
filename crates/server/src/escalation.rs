//! The escalation ladder: an alarm that nobody acknowledges notifies more people, step by step, until somebody does.
//!
//! Everything it knows is in the database. A rung is one transaction: its unique row, its notification, its messages and the time
//! of the next rung; so any number of servers may climb at once, and a server that dies loses nothing.

mod answer;
mod climb;
mod contacts;
mod ladder;
mod link_page;
mod people;
mod progress;
mod replies;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub use climb::{run, tick};
pub use contacts::forget_contacts;
pub use replies::{read_replies, take_replies};

/// The routes of this module.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(ladder::get_ladder, ladder::update_ladder, ladder::delete_ladder))
        .routes(routes!(progress::get_escalation))
        .routes(routes!(link_page::show_acknowledge_page, link_page::acknowledge_by_link))
}
