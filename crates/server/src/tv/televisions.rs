//! The televisions that are bound: listed and struck by the resident whose they are, and by admins.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use wire::id::ResidentId;
use wire::session::Role;
use wire::television::Television;
use wire::time::Timestamp;

use super::KIND;
use crate::error::Error;
use crate::parameters::Query;
use crate::state::AppState;
use crate::table::{resident, session};
use crate::viewer::Viewer;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    resident: Option<i64>,
}

/// The televisions of the caller; for an admin those of the organisation, or of one resident.
#[utoipa::path(get, path = "/api/tv/pairings", tag = "television", params(("resident" = Option<i64>, Query)),
    responses((status = 200, description = "An array, last seen first"), (status = 400), (status = 401), (status = 403)))]
pub(super) async fn list_televisions(
    State(state): State<AppState>,
    viewer: Viewer,
    Query(filter): Query<Filter>,
) -> Result<Json<Vec<Television>>, Error> {
    let owners = owners(&*state.db, &viewer, filter.resident).await?;
    let rows = session::Entity::find()
        .filter(session::Column::Kind.eq(KIND))
        .filter(session::Column::UserId.is_in(owners.keys()))
        .order_by_desc(session::Column::SeenAt)
        .all(&*state.db)
        .await?;
    let shown = rows.into_iter().filter_map(|row| Some((owners.get(&row.user_id)?, row)));
    Ok(Json(shown.map(|(whose, row)| show(row, whose)).collect()))
}

/// Signs a television out for good.
#[utoipa::path(delete, path = "/api/tv/pairings/{id}", tag = "television",
    responses((status = 204, description = "It shows a code again"), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn delete_television(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    let owners = owners(&*transaction, &viewer, None).await?;
    let row = session::Entity::find_by_id(&id)
        .filter(session::Column::Kind.eq(KIND))
        .one(&*transaction)
        .await?
        .filter(|row| owners.contains_key(&row.user_id))
        .ok_or(Error::NotFound)?;
    session::Entity::delete_by_id(row.id_hash).exec(&*transaction).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The residents whose televisions the caller may see, by account.
async fn owners(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    only: Option<i64>,
) -> Result<HashMap<String, resident::Model>, Error> {
    let mut found = resident::Entity::find().filter(resident::Column::UserId.is_not_null());
    found = match viewer.role {
        Role::Resident => found.filter(resident::Column::UserId.eq(&viewer.user.id)),
        Role::Admin => found.filter(resident::Column::CustomerId.eq(viewer.user.customer_id)),
        _ => return Err(Error::forbidden("This is for residents and admins. Sign in as one.")),
    };
    if let Some(id) = only {
        found = found.filter(resident::Column::Id.eq(id));
    }
    let rows = found.all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.user_id.clone()?, row))).collect())
}

/// As it is answered.
pub(super) fn show(row: session::Model, whose: &resident::Model) -> Television {
    Television {
        id: row.id_hash,
        name: row.device,
        resident: ResidentId(whose.id),
        resident_name: whose.full_name(),
        paired_at: Timestamp::from_millis(row.created_at),
        seen_at: Timestamp::from_millis(row.seen_at),
    }
}
