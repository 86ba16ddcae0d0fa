//! Processes, and how long they may stay in one state.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use web::problem;

pub(crate) mod read;
pub(crate) mod thresholds;
pub(crate) mod update;

/// The routes of processes and thresholds.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new()
        .routes(routes!(read::list_processes))
        .routes(routes!(update::update_process))
        .routes(routes!(thresholds::list_thresholds))
        .routes(routes!(thresholds::update_threshold));
    problem::styled(routes)
}
