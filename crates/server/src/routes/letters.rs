//! Letters that staff write.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use web::problem;

pub(crate) mod change;
pub(crate) mod read;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new()
        .routes(routes!(read::list_letters, change::create_letter))
        .routes(routes!(read::get_letter, change::update_letter, change::delete_letter))
        .routes(routes!(read::get_letter_pdf));
    problem::styled(routes)
}
