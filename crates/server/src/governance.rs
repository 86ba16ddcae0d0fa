//! Guidelines that services must keep, how each keeps them, and the admin who is told of a breach, once.

mod breaches;
mod guidelines;
mod measure;

pub use breaches::tell_of_breaches;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use web::problem;

/// The routes of governance.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    problem::styled(
        OpenApiRouter::new().routes(routes!(guidelines::get_governance, guidelines::update_governance)),
    )
}
