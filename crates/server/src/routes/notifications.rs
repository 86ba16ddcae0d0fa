//! Notifications: trays, decisions and history.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use web::problem;

pub(crate) mod act;
pub(crate) mod create;
pub(crate) mod events;
pub(crate) mod list;
pub(crate) mod public_page;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod reply;
pub(crate) mod visit;

/// The routes of notifications.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new()
        .routes(routes!(create::create_notification, list::list_notifications))
        .routes(routes!(act::create_actions))
        .routes(routes!(read::get_notification, act::update_notification, remove::delete_notification))
        .routes(routes!(remove::restore_notification))
        .routes(routes!(read::list_history))
        .routes(routes!(visit::answer_visit))
        .routes(routes!(reply::create_reply))
        .routes(routes!(reply::list_replies))
        .routes(routes!(public_page::show_public_page))
        .routes(routes!(events::stream_events));
    problem::styled(routes)
}
