//! Ends the delivery of an e-mail when its message has ended.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::delivery::DeliveryState;
use wire::sender::words::MessageStatus;

use crate::context::Context;
use crate::deliveries::record::finish;
use database::entity::delivery::{Column, Entity};
use database::entity::message;
use web::error::Error;

/// The sender said what became of a message: if it carries a delivery, that is its end.
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
        Some(why) => format!("The sender refused it: {why}."),
        None => format!("The sender says {}.", status.as_str()),
    };
    finish(db, state, &delivery, DeliveryState::Dead, Some(&why)).await
}
