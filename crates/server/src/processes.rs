//! Housing processes that other systems tell of, and the watch over what stands still.

mod read;
pub mod stale;
mod thresholds;
mod update;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use web::problem;

/// The state in which a process has ended: nobody waits for it any more.
const CLOSED: &str = "closed";

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The routes of processes and thresholds.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new()
        .routes(routes!(read::list_processes))
        .routes(routes!(update::update_process))
        .routes(routes!(thresholds::list_thresholds))
        .routes(routes!(thresholds::update_threshold));
    problem::styled(routes)
}
