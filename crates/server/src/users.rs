//! `/api/users`: the accounts of an organisation, managed by its admins. An error has a summary in `message`, and the problem of
//! each field in `errors`.

pub(crate) mod apply;
pub(crate) mod import_rows;
pub(crate) mod import_store;
pub(crate) mod view;

use axum::http::StatusCode;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::account::AccountRefusal;
use wire::field_errors::FieldErrors;

use crate::auth::caller::Person;
use database::entity::{site, user};
use web::error::Error;

/// An account of the admin's own organisation, or 404.
pub(crate) async fn find(db: &impl ConnectionTrait, admin: &Person, id: &str) -> Result<user::Model, Error> {
    let own = user::Column::OrganisationId.eq(admin.user.organisation_id);
    user::Entity::find_by_id(id).filter(own).one(db).await?.ok_or(Error::NotFound)
}

/// Adds an error if the organisation has no such site.
pub(crate) async fn check_site(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    id: i64,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    let found = site::Entity::find_by_id(id).filter(site::Column::OrganisationId.eq(organisation_id));
    if found.one(db).await?.is_none() {
        errors.add("site", "There is no such site. Choose one from the list.");
    }
    Ok(())
}

/// 400 with all problems, if there are any.
pub(crate) fn refuse(errors: &FieldErrors) -> Result<(), Error> {
    if errors.is_empty() {
        return Ok(());
    }
    Err(refusal(StatusCode::BAD_REQUEST, errors))
}

/// A refusal with everything that is wrong: as one text, and by field.
pub(crate) fn refusal(status: StatusCode, errors: &FieldErrors) -> Error {
    let refusal = AccountRefusal { message: errors.to_string(), errors: Some(errors.to_json()) };
    serde_json::to_value(refusal).map_or_else(Error::internal, |body| Error::Answer(status, body))
}

/// The organisation of an admin; 403 for an admin without one.
pub(crate) fn organisation_of(admin: &Person) -> Result<i64, Error> {
    admin.user.organisation_id.ok_or_else(|| Error::forbidden("This account belongs to no organisation."))
}
