//! `/api/callouts`: a resident's alarms, from the press to the close.

pub(crate) mod access;
mod choices;
mod comments;
pub(crate) mod create;
mod dismiss;
pub(crate) mod events;
#[cfg(test)]
pub(crate) mod example;
pub(crate) mod flow;
mod heartbeat;
pub(crate) mod idempotency;
mod locations;
mod merge;
pub(crate) mod present;
mod press;
mod read;
pub(crate) mod tag;
mod who;

use axum::http::HeaderValue;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// A callout is kept by the one who reads it, and asked for again each time.
pub(crate) const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");

/// The routes of a resident's callouts.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_callout, read::list_callouts))
        .routes(routes!(read::get_callout))
        .routes(routes!(heartbeat::create_location))
        .routes(routes!(locations::list_locations))
        .routes(routes!(dismiss::dismiss_callout))
        .routes(routes!(comments::create_comment))
        .routes(routes!(comments::create_comment_singular))
        .routes(routes!(choices::list_callout_classifications))
        .routes(routes!(choices::list_response_types))
}
