//! The rows and events of responders who are near, rung, and answering.

use sea_orm::QueryOrder;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use wire::event::EventType;

use super::decide::Candidate;
use super::send::full_name;
use crate::callouts::events::{Actor, NewCalloutEvent};

use database::entity::{callout, responder, responder_in_range};
use web::error::Error;

/// Inserts the event of a ring.
pub(crate) async fn add_event(
    transaction: &impl ConnectionTrait,
    id: i64,
    body: String,
    now: i64,
) -> Result<(), Error> {
    NewCalloutEvent::new(EventType::RESPONDER, body).insert(transaction, id, &Actor::system(), now).await
}

/// The row of a responder who was asked.
pub(crate) async fn find_row(db: &impl ConnectionTrait, id: i64) -> Result<responder_in_range::Model, Error> {
    responder_in_range::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or_else(|| Error::internal("a responder who was asked is missing"))
}

/// Stores the responders who are near, each once.
pub(crate) async fn note_near(
    transaction: &impl ConnectionTrait,
    callout: &callout::Model,
    near: &[Candidate],
    now: i64,
) -> Result<(), Error> {
    let known = asked(transaction, callout.id).await?;
    let new = near.iter().filter(|one| known.iter().all(|row| row.responder_id != one.responder_id));
    for candidate in new {
        responder_in_range::ActiveModel {
            callout_id: Set(callout.id),
            responder_id: Set(candidate.responder_id),
            supplier_id: Set(candidate.supplier_id),
            requested: Set(false),
            requested_at: Set(None),
            declined: Set(false),
            acknowledged: Set(false),
            distance: Set(candidate.distance),
            duration: Set(candidate.duration),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        }
        .insert(transaction)
        .await?;
    }
    Ok(())
}

/// Rings a responder and returns their name.
pub(crate) async fn ring(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    candidate: Candidate,
    now: i64,
) -> Result<String, Error> {
    use responder_in_range::Column;
    responder_in_range::Entity::update_many()
        .filter(Column::CalloutId.eq(callout_id))
        .filter(Column::ResponderId.eq(candidate.responder_id))
        .col_expr(Column::Requested, Expr::value(true))
        .col_expr(Column::RequestedAt, Expr::value(now))
        .col_expr(Column::Distance, Expr::value(candidate.distance))
        .col_expr(Column::Duration, Expr::value(candidate.duration))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .exec(transaction)
        .await?;
    name_of(transaction, candidate.responder_id).await
}

/// Stores that the responder does not come, and returns their name.
pub(crate) async fn decline(transaction: &impl ConnectionTrait, row: i64, now: i64) -> Result<String, Error> {
    let row = find_row(transaction, row).await?;
    let responder_id = row.responder_id;
    let mut row = row.into_active_model();
    row.declined = Set(true);
    row.updated_at = Set(now);
    row.update(transaction).await?;
    name_of(transaction, responder_id).await
}

/// Retracts the request to a responder.
pub(crate) async fn retract(
    transaction: &impl ConnectionTrait,
    row: responder_in_range::Model,
    now: i64,
) -> Result<(), Error> {
    let mut row = row.into_active_model();
    row.retracted_at = Set(Some(now));
    row.updated_at = Set(now);
    row.update(transaction).await?;
    Ok(())
}

pub(crate) async fn name_of(db: &impl ConnectionTrait, responder_id: i64) -> Result<String, Error> {
    let row = responder::Entity::find_by_id(responder_id).one(db).await?;
    Ok(row.map_or_else(|| "A responder".to_owned(), |row| full_name(&row)))
}

pub(crate) async fn asked(
    db: &impl ConnectionTrait,
    id: i64,
) -> Result<Vec<responder_in_range::Model>, Error> {
    Ok(responder_in_range::Entity::find()
        .filter(responder_in_range::Column::CalloutId.eq(id))
        .order_by_asc(responder_in_range::Column::Id)
        .all(db)
        .await?)
}
