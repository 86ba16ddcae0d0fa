//! `/api/templates`: what e-mails, texts and letters say. Staff read and try them, admins write them. Nothing is overwritten:
//! each change is a new version, and what was sent names the version it was made from.

mod change;
mod letter;
mod preview;
mod read;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub(crate) use change::put_template;
pub(crate) use read::{NewTemplate, check_staff};

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read::list_templates, change::create_template))
        .routes(routes!(read::get_template, change::update_template))
        .routes(routes!(read::list_versions))
        .routes(routes!(preview::try_template))
        .routes(routes!(letter::get_template_letter))
}
