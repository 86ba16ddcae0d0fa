//! The escalation ladder: its configuration, the progress of an alarm, and the page behind the link in an e-mail.

mod ladder;
mod link_page;
mod progress;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The routes of the escalation ladder.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(ladder::get_ladder, ladder::update_ladder, ladder::delete_ladder))
        .routes(routes!(progress::get_escalation))
        .routes(routes!(link_page::show_acknowledge_page, link_page::acknowledge_by_link))
}
