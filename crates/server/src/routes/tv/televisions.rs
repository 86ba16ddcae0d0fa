//! Paired televisions: listed, named and revoked by their resident, and by admins.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use wire::id::ResidentId;
use wire::session::Role;
use wire::television::{NAME_LIMIT, Television, TelevisionChange, name_of};
use wire::time::Timestamp;

use crate::auth::caller::Person;
use crate::context::Change;
use crate::state::AppState;
use crate::tv::KIND;
use database::entity::{resident, session};
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Query;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    resident: Option<i64>,
}

/// The televisions of the caller; for an admin those of the organisation, or of one resident.
#[utoipa::path(get, path = "/api/tv/pairings", tag = "television", params(("resident" = Option<i64>, Query)),
    responses((status = 200, description = "An array, last seen first", body = Vec<Television>), (status = 400), (status = 401), (status = 403)))]
pub(crate) async fn list_televisions(
    State(state): State<AppState>,
    person: Person,
    Query(filter): Query<Filter>,
) -> Result<Json<Vec<Television>>, Error> {
    let owners = owners(&*state.db, &person, filter.resident).await?;
    let rows = session::Entity::find()
        .filter(session::Column::Kind.eq(KIND))
        .filter(session::Column::UserId.is_in(owners.keys()))
        .order_by_desc(session::Column::SeenAt)
        .all(&*state.db)
        .await?;
    let shown = rows.into_iter().filter_map(|row| Some((owners.get(&row.user_id)?, row)));
    Ok(Json(shown.map(|(whose, row)| show(row, whose)).collect()))
}

/// Gives a television another name.
#[utoipa::path(patch, path = "/api/tv/pairings/{id}", tag = "television",
    request_body(content = TelevisionChange, description = "name: 1 to 60 characters on one line",
        example = json!({ "name": "Bedroom" })),
    responses((status = 200, description = "The television", body = Television), (status = 400), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn update_television(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
    JsonBody(change): JsonBody<TelevisionChange>,
) -> Result<Json<Television>, Error> {
    let name = checked(&change.name)?;
    let transaction = state.write().await?;
    let (mut row, whose) = find(&*transaction, &person, &id).await?;
    session::Entity::update_many()
        .col_expr(session::Column::Device, Expr::value(name))
        .filter(session::Column::IdHash.eq(&id))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    row.device = name.to_owned();
    Ok(Json(show(row, &whose)))
}

/// Validates the name of a television; otherwise 400.
pub(crate) fn checked(name: &str) -> Result<&str, Error> {
    name_of(name)
        .ok_or_else(|| Error::bad_request(format!("name: use 1 to {NAME_LIMIT} characters on one line.")))
}

/// Revokes a television's session.
#[utoipa::path(delete, path = "/api/tv/pairings/{id}", tag = "television",
    responses((status = 204, description = "Revoked; the television shows a code again"), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn delete_television(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    let (row, _) = find(&*transaction, &person, &id).await?;
    crate::auth::revoke::session(&*transaction, &row.id_hash).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}

/// A television that the caller may see, with its resident, or 404.
async fn find(
    db: &impl ConnectionTrait,
    person: &Person,
    id: &str,
) -> Result<(session::Model, resident::Model), Error> {
    let mut owners = owners(db, person, None).await?;
    let row = session::Entity::find_by_id(id).filter(session::Column::Kind.eq(KIND)).one(db).await?;
    let row = row.ok_or(Error::NotFound)?;
    let whose = owners.remove(&row.user_id).ok_or(Error::NotFound)?;
    Ok((row, whose))
}

/// The residents whose televisions the caller may see, by account.
async fn owners(
    db: &impl ConnectionTrait,
    person: &Person,
    only: Option<i64>,
) -> Result<HashMap<String, resident::Model>, Error> {
    let mut found = resident::Entity::find().filter(resident::Column::UserId.is_not_null());
    found = match person.role {
        Role::Resident => found.filter(resident::Column::UserId.eq(&person.user.id)),
        Role::Admin => found.filter(resident::Column::OrganisationId.eq(person.user.organisation_id)),
        _ => {
            return Err(Error::forbidden(
                "This needs the role resident or admin. Sign in with such an account.",
            ));
        }
    };
    if let Some(id) = only {
        found = found.filter(resident::Column::Id.eq(id));
    }
    let rows = found.all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.user_id.clone()?, row))).collect())
}

/// A television as JSON representation.
pub(crate) fn show(row: session::Model, whose: &resident::Model) -> Television {
    Television {
        id: row.id_hash,
        name: row.device,
        resident: ResidentId(whose.id),
        resident_name: whose.full_name(),
        paired_at: Timestamp::from_millis(row.created_at),
        seen_at: Timestamp::from_millis(row.seen_at),
    }
}
