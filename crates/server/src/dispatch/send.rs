//! Sends a responder, and calls responders back.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use wire::label::isolated;
use wire::status::CalloutStatus;

use super::estimate::VehicleReport;
use super::{Target, estimate};
use crate::callouts::events::{Actor, NewCalloutEvent};
use crate::callouts::transition;
use crate::callouts::transition::Update;
use crate::config::Config;
use database::entity::callout::Column;
use database::entity::{callout, responder, responder_in_range, supplier};
use web::error::Error;

/// The name of a responder in events.
pub(crate) fn full_name(row: &responder::Model) -> String {
    isolated(format!("{} {}", row.name, row.surname).trim()).into_owned()
}

/// Sends a responder. The inner error tells why this one cannot be sent; nothing was changed then.
pub(crate) async fn send_responder(
    transaction: &impl ConnectionTrait,
    callout: &callout::Model,
    responder_id: i64,
    actor: &Actor,
    config: &Config,
    now: i64,
) -> Result<Result<(), String>, Error> {
    let claimed = responder::Entity::update_many()
        .filter(responder::Column::Id.eq(responder_id))
        .filter(responder::Column::CalloutId.is_null())
        .filter(responder::Column::Deleted.eq(false))
        .col_expr(responder::Column::CalloutId, Expr::value(callout.id))
        .col_expr(responder::Column::UpdatedAt, Expr::value(now))
        .exec(transaction)
        .await?;
    let row = responder::Entity::find_by_id(responder_id).one(transaction).await?.ok_or(Error::NotFound)?;
    let name = full_name(&row);
    if claimed.rows_affected == 0 {
        return Ok(Err(match row.callout_id {
            Some(other) => format!("{name} is on callout {other} and cannot be sent."),
            None => format!("{name} was removed and cannot be sent."),
        }));
    }
    let company = supplier::Entity::find_by_id(row.supplier_id).one(transaction).await?;
    let company = company.map(|company| company.name).unwrap_or_default();
    let update = sent(transition::update(callout.id, actor, now), now)
        .col_expr(Column::ResponderId, Expr::value(row.id))
        .col_expr(Column::SupplierId, Expr::value(row.supplier_id))
        .col_expr(Column::ResponderCompany, Expr::value(company.clone()));
    transition::advance(transaction, callout.id, CalloutStatus::ResponderDispatched, update).await?;
    note_sent(transaction, callout, &row, config, now).await?;
    call_back_others(transaction, callout.id, Some(row.id), now).await?;
    if let Some((from, to)) = road_to(transaction, callout, &row).await? {
        let reported = VehicleReport::of_last_position(transaction, &row).await?;
        estimate::refresh(transaction, callout.id, row.id, (from, to), reported, config, now).await?;
    }
    let sentence = format!("{name} of {} is on the way.", isolated(&company));
    NewCalloutEvent::status(CalloutStatus::ResponderDispatched, sentence)
        .insert(transaction, callout.id, actor, now)
        .await?;
    Ok(Ok(()))
}

/// Stores that a controller rang a supplier, and sends a responder whom the system does not track.
pub(crate) async fn send_supplier(
    transaction: &impl ConnectionTrait,
    callout: &callout::Model,
    row: &supplier::Model,
    actor: &Actor,
    now: i64,
) -> Result<(), Error> {
    let nobody: Option<i64> = None;
    let update = sent(transition::update(callout.id, actor, now), now)
        .col_expr(Column::ResponderId, Expr::value(nobody))
        .col_expr(Column::SupplierId, Expr::value(row.id))
        .col_expr(Column::ResponderCompany, Expr::value(None::<String>))
        .col_expr(Column::DetailUpdatedBy, Expr::value(actor.email.clone()));
    transition::advance(transaction, callout.id, CalloutStatus::ResponderDispatched, update).await?;
    call_back_others(transaction, callout.id, None, now).await?;
    let sentence = format!("{} was rung by hand and is on the way.", isolated(&row.name));
    NewCalloutEvent::status(CalloutStatus::ResponderDispatched, sentence)
        .insert(transaction, callout.id, actor, now)
        .await
}

/// The fields that every dispatch sets, and those of the previous dispatch that it clears.
fn sent(update: Update, now: i64) -> Update {
    let (no_time, no_text): (Option<i64>, Option<String>) = (None, None);
    update
        .col_expr(Column::DispatchRequired, Expr::value(true))
        .col_expr(Column::ResponderDispatched, Expr::value(true))
        .col_expr(Column::ResponderDispatchedAt, Expr::value(now))
        .col_expr(Column::ResponderArrivedAt, Expr::value(no_time))
        .col_expr(Column::ResponderCompletedAt, Expr::value(no_time))
        .col_expr(Column::EtaId, Expr::value(no_time))
        .col_expr(Column::Route, Expr::value(no_text))
        .col_expr(Column::DetailUpdatedAt, Expr::value(now))
}

/// Stores that this responder was asked and comes, also when a controller sent them without ringing.
async fn note_sent(
    transaction: &impl ConnectionTrait,
    callout: &callout::Model,
    row: &responder::Model,
    config: &Config,
    now: i64,
) -> Result<(), Error> {
    use responder_in_range::{ActiveModel, Column as Asked, Entity};
    let known = Entity::find()
        .filter(Asked::CalloutId.eq(callout.id))
        .filter(Asked::ResponderId.eq(row.id))
        .one(transaction)
        .await?;
    let mut asked = match known {
        Some(known) => known.into_active_model(),
        None => {
            let way = road_to(transaction, callout, row).await?;
            let (distance, duration) =
                way.map_or((0, None), |(from, to)| crate::fleet::road::estimate(config.demo, from, to));
            let duration = duration.unwrap_or_default();
            ActiveModel {
                callout_id: Set(callout.id),
                responder_id: Set(row.id),
                supplier_id: Set(row.supplier_id),
                requested_at: Set(Some(now)),
                distance: Set(distance),
                duration: Set(duration),
                created_at: Set(now),
                ..Default::default()
            }
        }
    };
    asked.requested = Set(true);
    asked.declined = Set(false);
    asked.acknowledged = Set(true);
    asked.retracted_at = Set(None);
    asked.updated_at = Set(now);
    asked.save(transaction).await?;
    Ok(())
}

/// Calls back everybody who is being rung or has accepted, except one.
pub(crate) async fn call_back_others(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    but: Option<i64>,
    now: i64,
) -> Result<(), Error> {
    use responder_in_range::{Column as Asked, Entity};
    let mut update = Entity::update_many()
        .filter(Asked::CalloutId.eq(callout_id))
        .filter(Asked::Requested.eq(true))
        .filter(Asked::Declined.eq(false))
        .filter(Asked::RetractedAt.is_null())
        .col_expr(Asked::RetractedAt, Expr::value(now))
        .col_expr(Asked::UpdatedAt, Expr::value(now));
    if let Some(but) = but {
        update = update.filter(Asked::ResponderId.ne(but));
    }
    update.exec(transaction).await?;
    Ok(())
}

/// Frees the responder of this callout.
pub(crate) async fn free_responder(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    now: i64,
) -> Result<(), Error> {
    responder::Entity::update_many()
        .filter(responder::Column::CalloutId.eq(callout_id))
        .col_expr(responder::Column::CalloutId, Expr::value(None::<i64>))
        .col_expr(responder::Column::UpdatedAt, Expr::value(now))
        .exec(transaction)
        .await?;
    Ok(())
}

/// At the end: frees the responder, stops all rings, and deletes the route, because it leads to a resident's door.
pub(crate) async fn release(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    now: i64,
) -> Result<(), Error> {
    let callout = transition::find(transaction, callout_id).await?;
    free_responder(transaction, callout_id, now).await?;
    call_back_others(transaction, callout_id, callout.responder_id, now).await?;
    callout::Entity::update_many()
        .filter(Column::Id.eq(callout_id))
        .col_expr(Column::Route, Expr::value(None::<String>))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Start and end of a responder's drive; `None` while either is unknown.
async fn road_to(
    db: &impl ConnectionTrait,
    callout: &callout::Model,
    row: &responder::Model,
) -> Result<Option<(crate::fleet::road::Place, crate::fleet::road::Place)>, Error> {
    let target = Target::of(db, callout).await?;
    Ok(target.and_then(|target| Some(((row.latitude?, row.longitude?), target.place))))
}
