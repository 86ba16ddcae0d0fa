//! Ends the delivery of an e-mail when its message has its final status.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::delivery::DeliveryState;
use wire::sender::words::MessageStatus;

use crate::context::Context;
use crate::deliveries::record::finish;
use database::entity::delivery::{Column, Entity};
use database::entity::message;
use web::error::Error;

/// Handles the new status of a message: if it belongs to a delivery, the delivery ends with it.
pub(crate) async fn message_changed(
    db: &impl ConnectionTrait,
    state: &Context,
    message: &message::Model,
) -> Result<(), Error> {
    let status = MessageStatus::from(message.status.clone());
    if !status.is_final() {
        return Ok(());
    }
    let waiting = Entity::find()
        .filter(Column::MessageId.eq(&message.id))
        .filter(Column::State.eq(DeliveryState::Waiting.as_str()))
        .one(db)
        .await?;
    let Some(delivery) = waiting else { return Ok(()) };
    if !status.is_failure() {
        return finish(db, state, &delivery, DeliveryState::Delivered, None).await;
    }
    let why = match &message.failure {
        Some(why) => format!("GOV.UK Notify refused it: {why}."),
        None => format!("GOV.UK Notify reports {}.", status.as_str()),
    };
    finish(db, state, &delivery, DeliveryState::Dead, Some(&why)).await
}
