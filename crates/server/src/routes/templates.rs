//! Templates of messages.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub(crate) mod change;
pub(crate) mod letter;
pub(crate) mod preview;
pub(crate) mod read;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read::list_templates, change::create_template))
        .routes(routes!(read::get_template, change::update_template))
        .routes(routes!(read::list_versions))
        .routes(routes!(preview::try_template))
        .routes(routes!(letter::get_template_letter))
}
