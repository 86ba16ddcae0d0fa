//! Visits and cautionary records.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use web::problem;

pub(crate) mod answer_route;
pub(crate) mod cautions_route;
pub(crate) mod list;
pub(crate) mod plan_route;

/// The routes of this area.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new()
        .routes(routes!(list::list_visits))
        .routes(routes!(list::get_visit, plan_route::plan_visit))
        .routes(routes!(answer_route::answer_planned_visit))
        .routes(routes!(cautions_route::list_cautions))
        .routes(routes!(cautions_route::put_caution, cautions_route::end_caution));
    problem::styled(routes)
}
