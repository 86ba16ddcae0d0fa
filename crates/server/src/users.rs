//! `/api/users`: the accounts of an organisation, as its admins keep them. A refused body says what is wrong as a whole in
//! `message`, and at each field in `errors`.

mod change;
mod import;
mod invite;
mod list;
mod present;
mod sessions;

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::field_errors::FieldErrors;

use crate::state::AppState;
use crate::viewer::Viewer;
use database::entity::{site, user};
use web::error::Error;

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

/// An account of the admin's own organisation, or 404.
async fn find(db: &impl ConnectionTrait, admin: &Viewer, id: &str) -> Result<user::Model, Error> {
    let own = user::Column::CustomerId.eq(admin.user.customer_id);
    user::Entity::find_by_id(id).filter(own).one(db).await?.ok_or(Error::NotFound)
}

/// Adds a complaint when there is no such site in the organisation.
async fn check_site(
    db: &impl ConnectionTrait,
    customer_id: i64,
    id: i64,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    let found = site::Entity::find_by_id(id).filter(site::Column::CustomerId.eq(customer_id));
    if found.one(db).await?.is_none() {
        errors.add("site", "There is no such site. Choose one from the list.");
    }
    Ok(())
}

/// 400 with everything that is wrong, unless nothing is.
pub(crate) fn refuse(errors: &FieldErrors) -> Result<(), Error> {
    if errors.is_empty() {
        return Ok(());
    }
    let body = json!({ "message": errors.to_string(), "errors": errors.to_json() });
    Err(Error::Answer(StatusCode::BAD_REQUEST, body))
}

/// The organisation of an admin; 403 for one who belongs to none.
pub(crate) fn customer_of(admin: &Viewer) -> Result<i64, Error> {
    admin.user.customer_id.ok_or_else(|| Error::forbidden("This account belongs to no organisation."))
}
