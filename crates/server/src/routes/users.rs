//! Accounts, for admins.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub(crate) mod change;
pub(crate) mod import;
pub(crate) mod invite;
pub(crate) mod list;
pub(crate) mod sessions;

/// The routes of this area.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_users, invite::create_user_invitation))
        .routes(routes!(list::get_user, change::update_user, change::deactivate_user))
        .routes(routes!(invite::renew_invitation))
        .merge(import::routes())
        .routes(routes!(sessions::list_user_sessions, sessions::delete_user_sessions))
        .routes(routes!(sessions::delete_user_session))
        .routes(routes!(sessions::list_user_tokens))
        .routes(routes!(sessions::delete_user_token))
}
