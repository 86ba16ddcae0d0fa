//! Callouts of residents, for residents and API clients.

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub(crate) mod choices;
pub(crate) mod comments;
pub(crate) mod create;
pub(crate) mod dismiss;
pub(crate) mod heartbeat;
pub(crate) mod locations;
pub(crate) mod read;

/// The largest press in bytes. It is large because a detail that is too long must be dropped, and not refuse the press.
pub(crate) const PRESS_LIMIT: usize = 1024 * 1024;

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
