//! `GET /api/callouts/{id}/locations`: all locations of the phone, in pages.

use axum::extract::State;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use wire::callout::CalloutLocation;
use wire::location::{COARSE_FROM, LocationPage};

use crate::auth::caller::Caller;
use crate::callouts::access::readable;
use crate::callouts::view;
use crate::state::AppState;
use database::entity::callout_location;
use database::entity::callout_location::Column;
use web::error::Error;
use web::parameters::{Id, Query};

const MOST: u64 = 500;

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Page {
    after: Option<i64>,
    limit: Option<u64>,
}

/// The locations in the order in which they were stored, with their accuracy.
#[utoipa::path(get, path = "/api/callouts/{id}/locations", tag = "callouts",
    params(("id" = i64, Path), ("after" = Option<i64>, Query, description = "The `next` of the previous page"),
        ("limit" = Option<u64>, Query, description = "At most 500; 100 if left out")),
    responses((status = 200, description = "One page", body = LocationPage), (status = 400), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn list_locations(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id,
    Query(page): Query<Page>,
) -> Result<axum::Json<LocationPage>, Error> {
    let limit = page.limit.unwrap_or(100);
    if !(1..=MOST).contains(&limit) {
        return Err(Error::bad_request(format!("limit: use a number from 1 to {MOST}.")));
    }
    let callout = readable(&state, caller, id).await?;
    let mut rows = callout_location::Entity::find()
        .filter(Column::CalloutId.eq(callout.id))
        .filter(Column::Id.gt(page.after.unwrap_or_default()))
        .order_by_asc(Column::Id)
        .limit(limit + 1)
        .all(&*state.db)
        .await?;
    let more = rows.len() as u64 > limit;
    if more {
        rows.pop();
    }
    let next = more.then(|| rows.last().map(|row| row.id)).flatten();
    Ok(axum::Json(LocationPage { locations: rows.iter().map(with_accuracy).collect(), next }))
}

fn with_accuracy(row: &callout_location::Model) -> CalloutLocation {
    CalloutLocation {
        accuracy: row.accuracy,
        coarse: row.accuracy.map(|metres| metres >= COARSE_FROM),
        ..view::location(row)
    }
}
