//! The status of messages.

use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

pub(crate) mod status;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    status::routes()
}
