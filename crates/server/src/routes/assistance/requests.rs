//! Assistance requests.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod email_link;
pub(crate) mod read;

/// The routes of assistance requests.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read::list_assistance_requests, ask::create_assistance_request))
        .routes(routes!(read::get_assistance_request))
        .routes(routes!(answer::create_assistance_answer))
        .routes(routes!(email_link::show_answer_page, email_link::answer_by_email))
}
