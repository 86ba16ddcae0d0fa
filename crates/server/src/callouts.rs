//! `/api/callouts`: a resident's alarms, from the press to the close.

pub(crate) mod access;
pub(crate) mod acknowledge;
mod choices;
pub(crate) mod client_webhooks;
mod comments;
pub(crate) mod create;
mod dismiss;
pub mod drill;
pub(crate) mod events;
#[cfg(test)]
pub(crate) mod example;
mod fields;
pub(crate) mod flow;
mod heartbeat;
pub(crate) mod idempotency;
mod locations;
mod merge;
mod phone_clock;
pub(crate) mod present;
mod press;
mod read;
mod reporters;
pub(crate) mod tag;
mod who;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// Most bytes of a press. No details of a resident are so long; one that is too long costs itself and not the press.
const PRESS_LIMIT: usize = 1024 * 1024;

/// The routes of a resident's callouts.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_callout, read::list_callouts))
        .layer(DefaultBodyLimit::max(PRESS_LIMIT))
        .routes(routes!(read::get_callout))
        .routes(routes!(heartbeat::create_location))
        .routes(routes!(locations::list_locations))
        .routes(routes!(dismiss::dismiss_callout))
        .routes(routes!(comments::create_comment))
        .routes(routes!(comments::create_comment_singular))
        .routes(routes!(choices::list_callout_classifications))
        .routes(routes!(choices::list_response_types))
}
