//! Events that advance dispatch: the clock, a responder's answer, and a new position.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use wire::status::CalloutStatus;

use crate::callouts::events::Actor;
use crate::callouts::transition;
use crate::config::Config;
use crate::dispatch::Target;
use crate::dispatch::decide::{SILENCE, needs_somebody};
use crate::dispatch::estimate::{VehicleReport, is_still_true, refresh};
use crate::dispatch::rings::{add_event, name_of};
use crate::dispatch::step::step;
use database::entity::{responder, responder_in_range};
use web::error::Error;

/// Stores the answer of a responder who was rung. 409 if they are not being rung for this callout any more.
pub(crate) async fn answer(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    responder_id: i64,
    accepts: bool,
    config: &Config,
    now: i64,
) -> Result<(), Error> {
    use responder_in_range::Column;
    let name = name_of(transaction, responder_id).await?;
    let column = if accepts { Column::Acknowledged } else { Column::Declined };
    let callout = transition::find(transaction, callout_id).await?;
    let changed = responder_in_range::Entity::update_many()
        .filter(Column::CalloutId.eq(callout_id))
        .filter(Column::ResponderId.eq(responder_id))
        .filter(Column::Requested.eq(true))
        .filter(Column::Declined.eq(false))
        .filter(Column::Acknowledged.eq(false))
        .filter(Column::RetractedAt.is_null())
        .filter(Column::RequestedAt.gt(now - SILENCE))
        .col_expr(column, Expr::value(true))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .exec(transaction)
        .await?;
    if changed.rows_affected == 0 || !needs_somebody(&callout) {
        return Err(Error::conflict(format!(
            "{name} is not being rung for this callout now, which is \"{}\".",
            callout.status
        )));
    }
    let body = if accepts { format!("{name} accepted.") } else { format!("{name} declined.") };
    add_event(transaction, callout_id, body, now).await?;
    transition::update(callout_id, &Actor::system(), now).exec(transaction).await?;
    step(transaction, callout_id, config, now).await
}

/// After a responder's position: updates the estimate of their callout.
pub(crate) async fn after_position(
    transaction: &impl ConnectionTrait,
    responder: &responder::Model,
    reported: VehicleReport,
    config: &Config,
    now: i64,
) -> Result<Option<i64>, Error> {
    let (Some(callout_id), Some(latitude), Some(longitude)) =
        (responder.callout_id, responder.latitude, responder.longitude)
    else {
        return Ok(None);
    };
    let callout = transition::find(transaction, callout_id).await?;
    if callout.status() == CalloutStatus::ResponderDispatched
        && let Some(target) = Target::of(transaction, &callout).await?
    {
        let way = ((latitude, longitude), target.place);
        refresh(transaction, callout_id, responder.id, way, reported, config, now).await?;
    }
    Ok(Some(callout_id))
}

/// After a resident's location: responders may be in range only now, and the route of a responder on the way may have to change.
pub(crate) async fn after_location(
    transaction: &impl ConnectionTrait,
    id: i64,
    config: &Config,
    now: i64,
) -> Result<(), Error> {
    let callout = transition::find(transaction, id).await?;
    if needs_somebody(&callout) {
        let asked = responder_in_range::Entity::find()
            .filter(responder_in_range::Column::CalloutId.eq(id))
            .count(transaction)
            .await?;
        return if asked == 0 { step(transaction, id, config, now).await } else { Ok(()) };
    }
    if callout.status() != CalloutStatus::ResponderDispatched {
        return Ok(());
    }
    let (Some(responder_id), Some(target)) = (callout.responder_id, Target::of(transaction, &callout).await?)
    else {
        return Ok(());
    };
    let Some(row) = responder::Entity::find_by_id(responder_id).one(transaction).await? else {
        return Ok(());
    };
    let (Some(latitude), Some(longitude)) = (row.latitude, row.longitude) else { return Ok(()) };
    let way = ((latitude, longitude), target.place);
    if is_still_true(transaction, &callout, way).await? {
        return Ok(());
    }
    let reported = VehicleReport::of_last_position(transaction, &row).await?;
    refresh(transaction, id, responder_id, way, reported, config, now).await
}
