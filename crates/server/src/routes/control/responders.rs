//! `GET /api/control/responders`: the responders; for a callout the nearest first, with distance and travel time.

use std::collections::{HashMap, HashSet};

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use wire::control::{ControlResponder, Position};
use wire::id::CalloutId;
use wire::location::COARSE_FROM;
use wire::measure::duration_text;
use wire::time::Timestamp;

use crate::auth::caller::Controller;
use crate::auth::control_scope::ControlScope;
use crate::callouts::view::related::newest_positions;
use crate::dispatch;
use crate::dispatch::Target;
use crate::fleet::responders::to_wire;
use crate::fleet::road;
use crate::state::AppState;
use database::entity::{callout, responder, responder_location, supplier};
use database::response_types;
use web::error::Error;
use web::parameters::{Id, Query};

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ResponderFilter {
    callout: Option<i64>,
}

/// All responders. With `?callout=<id>` the free ones of its type come first, nearest before others. For a demonstration there
/// are only demo vehicles, for other callouts all others.
#[utoipa::path(get, path = "/api/control/responders", tag = "control",
    params(("callout" = Option<i64>, Query, description = "Nearest to this callout first, with distance and duration")),
    responses((status = 200, description = "An array", body = Vec<ControlResponder>), (status = 304), (status = 400), (status = 401), (status = 403), (status = 404, description = "No such callout")))]
pub(crate) async fn list_responders(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Query(filter): Query<ResponderFilter>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let rows = responder::Entity::find()
        .filter(responder::Column::Deleted.eq(false))
        .order_by_asc(responder::Column::Id);
    let Some(id) = filter.callout else {
        let rows = rows.filter(scope.responders()).all(&*state.db).await?;
        return web::etag::answer(&many(&*state.db, &scope, rows).await?, &headers);
    };
    let callout = scope.find_callout(&*state.db, id).await?;
    let serving = ControlScope::of_callout(&*state.db, &callout).await?;
    let target = Target::of(&*state.db, &callout).await?;
    let mut free = HashSet::new();
    if let Some(target) = &target {
        // Half of the globe's circumference, so that nobody is out of range.
        let all = dispatch::free(&*state.db, target, 2.1e7).await?;
        free.extend(all.into_iter().filter(|row| target.fits(row)).map(|row| row.id));
    }
    let rows = rows
        .filter(serving.responders())
        .filter(responder::Column::Demo.eq(callout.demo))
        .all(&*state.db)
        .await?;
    let mut list = many(&*state.db, &scope, rows).await?;
    for responder in &mut list {
        if let (Some(target), Some(position)) = (&target, &responder.position) {
            let place = (position.latitude, position.longitude);
            let (distance, duration) = road::estimate(state.config.demo, place, target.place);
            responder.distance = Some(distance);
            responder.duration = duration;
            responder.duration_text = duration.map(duration_text);
        }
    }
    list.sort_by_key(|one| (!free.contains(&one.responder.id.0), one.distance.is_none(), one.distance));
    web::etag::answer(&list, &headers)
}

/// One responder.
#[utoipa::path(get, path = "/api/control/responders/{id}", tag = "control", params(("id" = i64, Path)),
    responses((status = 200, description = "The responder", body = ControlResponder), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_responder(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Id(id): Id,
) -> Result<axum::Json<ControlResponder>, Error> {
    one(&*state.db, &scope, id).await
}

/// One responder in its current state, or 404.
pub(crate) async fn one(
    db: &impl ConnectionTrait,
    scope: &ControlScope,
    id: i64,
) -> Result<axum::Json<ControlResponder>, Error> {
    let mut list = many(db, scope, vec![scope.find_responder(db, id).await?]).await?;
    list.pop().map(axum::Json).ok_or(Error::NotFound)
}

async fn many(
    db: &impl ConnectionTrait,
    scope: &ControlScope,
    rows: Vec<responder::Model>,
) -> Result<Vec<ControlResponder>, Error> {
    let places = newest_positions(db, &rows).await?;
    let callouts = visible_callouts(db, scope, &rows).await?;
    let companies: HashMap<_, _> =
        supplier::Entity::find().all(db).await?.into_iter().map(|row| (row.id, row.name)).collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let place = row.location_id.and_then(|id| places.get(&id));
            ControlResponder {
                supplier_name: companies.get(&row.supplier_id).cloned(),
                response_type_ids: response_types::parse(&row.response_types),
                demo: row.demo,
                available: row.active && row.callout_id.is_none() && place.is_some(),
                callout_id: row.callout_id.filter(|id| callouts.contains(id)).map(CalloutId),
                position: place.map(position),
                responder: to_wire(row, place),
                ..ControlResponder::default()
            }
        })
        .collect())
}

/// The callouts of these responders, as far as the controller may see them.
async fn visible_callouts(
    db: &impl ConnectionTrait,
    scope: &ControlScope,
    rows: &[responder::Model],
) -> Result<HashSet<i64>, Error> {
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.callout_id).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let visible = callout::Entity::find()
        .select_only()
        .column(callout::Column::Id)
        .filter(callout::Column::Id.is_in(ids))
        .filter(scope.callouts());
    Ok(visible.into_tuple().all(db).await?.into_iter().collect())
}

fn position(row: &responder_location::Model) -> Position {
    Position {
        latitude: row.latitude,
        longitude: row.longitude,
        accuracy: row.accuracy,
        heading: row.heading,
        coarse: row.accuracy.is_some_and(|metres| metres >= COARSE_FROM),
        recorded_at: Timestamp::from_millis(row.recorded_at),
        received_at: Timestamp::from_millis(row.received_at),
        clock_offset: 0,
    }
}
