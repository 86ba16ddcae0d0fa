//! E-mails go through the sender's outbox, which tries them in its own way; the delivery ends when the sender knows what
//! became of it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use wire::delivery::DeliveryState;
use wire::sender::words::MessageStatus;

use super::record::finish;
use crate::messages;
use crate::messages::{NewMessage, Recipient};
use crate::state::AppState;
use database::entity::delivery::{Column, Entity, Model};
use database::entity::message;
use web::error::Error;

/// What stands in the column `content` of an e-mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Email {
    pub(super) subject: String,
    pub(super) body: String,
}

/// Puts it into the sender's outbox. Gives the message's id.
pub(super) async fn hand_over(
    db: &impl ConnectionTrait,
    state: &AppState,
    delivery: &Model,
) -> Result<String, Error> {
    let content: Email = serde_json::from_str(&delivery.content).map_err(Error::internal)?;
    let recipient = Recipient::Email(delivery.address.clone());
    let mut message = NewMessage::plain(recipient, content.subject, content.body);
    message.reference = Some(delivery.webhook_id.clone());
    messages::enqueue(db, state, message).await
}

/// The sender said what became of a message: if it carries a delivery, that is its end.
pub(crate) async fn message_changed(
    db: &impl ConnectionTrait,
    state: &AppState,
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
