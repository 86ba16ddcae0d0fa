//! Requests from vehicles: positions, and answers to rings.

use axum::extract::State;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, Set};
use wire::control::{ControlResponder, ResponderAnswer, ResponderPosition, RingAnswer};
use wire::measure::Metres;

use crate::auth::caller::Controller;
use crate::config::Config;
use crate::context::Change;
use crate::fleet::positions::{DEVICE, SIMULATOR};
use crate::jobs::simulator;
use crate::routes::control::responders::one;
use crate::state::AppState;
use crate::{dispatch, notifications};
use database::entity::{responder, responder_location};
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Id;

/// Stores a position. The estimate and the route of the responder's callout are updated.
#[utoipa::path(post, path = "/api/control/responders/{id}/position", tag = "control", params(("id" = i64, Path)),
    request_body(content = ResponderPosition, description = "latitude, longitude; accuracy, heading, recordedAt, route, distance, duration"),
    responses((status = 200, description = "The responder", body = ControlResponder), (status = 400), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn create_position(
    State(state): State<AppState>,
    Controller { person, scope }: Controller,
    Id(id): Id,
    JsonBody(position): JsonBody<ResponderPosition>,
) -> Result<axum::Json<ControlResponder>, Error> {
    let transaction = state.write().await?;
    let row = scope.find_responder(&*transaction, id).await?;
    let callout_id = {
        let found_by = if simulator::is_simulator(&person.user.email) { SIMULATOR } else { DEVICE };
        store_position(&*transaction, row, &position, found_by, &state.config, state.now()).await?
    };
    transaction.commit().await?;
    if let Some(id) = callout_id {
        state.publish(Change::Callout(id));
    }
    one(&*state.db, &scope, id).await
}

/// Stores a position and returns the callout that shows it. An older position than the current one is stored without any further
/// effect.
pub(crate) async fn store_position(
    transaction: &impl ConnectionTrait,
    row: responder::Model,
    position: &ResponderPosition,
    found_by: &str,
    config: &Config,
    now: i64,
) -> Result<Option<i64>, Error> {
    let recorded_at = position.recorded_at.as_ref().map_or(now, |time| time.millis().min(now));
    let (latitude, longitude) = (position.latitude.degrees(), position.longitude.degrees());
    let place = responder_location::ActiveModel {
        responder_id: Set(row.id),
        latitude: Set(latitude),
        longitude: Set(longitude),
        accuracy: Set(position.accuracy.as_ref().map(Metres::value)),
        heading: Set(position.heading),
        provider: Set(found_by.to_owned()),
        recorded_at: Set(recorded_at),
        received_at: Set(now),
        ..Default::default()
    };
    let newest = newest_recorded_at(transaction, &row).await?;
    let place = place.insert(transaction).await?;
    if newest.is_some_and(|newest| newest > recorded_at) {
        return Ok(row.callout_id);
    }
    let mut row = row.into_active_model();
    row.location_id = Set(Some(place.id));
    row.latitude = Set(Some(latitude));
    row.longitude = Set(Some(longitude));
    row.updated_at = Set(now);
    let row = row.update(transaction).await?;
    let reported = dispatch::VehicleReport {
        route: position.route.clone(),
        distance: position.distance,
        duration: position.duration,
        provider: Some(found_by.to_owned()),
    };
    dispatch::after_position(transaction, &row, reported, config, now).await
}

async fn newest_recorded_at(db: &impl ConnectionTrait, row: &responder::Model) -> Result<Option<i64>, Error> {
    use sea_orm::EntityTrait;
    let Some(id) = row.location_id else { return Ok(None) };
    let place = responder_location::Entity::find_by_id(id).one(db).await?;
    Ok(place.map(|place| place.recorded_at))
}

/// Stores the answer of a responder who was rung. A responder who accepts is sent once a controller has acknowledged the callout;
/// after a decline the next one is rung.
#[utoipa::path(post, path = "/api/control/responders/{id}/answer", tag = "control", params(("id" = i64, Path)),
    request_body(content = ResponderAnswer, description = "calloutId, answer: accept or decline"),
    responses((status = 200, description = "The responder", body = ControlResponder), (status = 400), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "The responder is not being rung for this callout")))]
pub(crate) async fn answer_ring(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Id(id): Id,
    JsonBody(said): JsonBody<ResponderAnswer>,
) -> Result<axum::Json<ControlResponder>, Error> {
    let transaction = state.write().await?;
    scope.find_responder(&*transaction, id).await?;
    let callout_id = said.callout_id.0;
    match scope.find_callout(&*transaction, callout_id).await {
        Err(Error::NotFound) => {
            return Err(Error::bad_request(format!("calloutId: there is no callout {callout_id}.")));
        }
        found => found?,
    };
    let accepts = said.answer == RingAnswer::Accept;
    dispatch::answer(&*transaction, callout_id, id, accepts, &state.config, state.now()).await?;
    notifications::commit_callout(transaction, &state, callout_id).await?;
    one(&*state.db, &scope, id).await
}
