//! Services, their keys and their messages.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use web::problem;

pub(crate) mod change;
pub(crate) mod follow_ons;
pub(crate) mod list;
pub(crate) mod notify_key;
pub(crate) mod sent;

/// The routes of services.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new()
        .routes(routes!(change::create_service, list::list_services))
        .routes(routes!(list::get_service, change::update_service))
        .routes(routes!(change::rotate_key))
        .routes(routes!(notify_key::test_notify_key))
        .routes(routes!(sent::list_sent))
        .routes(routes!(sent::list_sent_by_service))
        .routes(routes!(follow_ons::list_follow_ons))
        .routes(routes!(follow_ons::update_follow_on));
    problem::styled(routes)
}
