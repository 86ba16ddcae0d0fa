//! Guidelines and their breaches.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use web::problem;

pub(crate) mod guidelines;

/// The routes of governance.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    problem::styled(
        OpenApiRouter::new().routes(routes!(guidelines::get_governance, guidelines::update_governance)),
    )
}
