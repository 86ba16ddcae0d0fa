//! E-mails are added to the message outbox, which has retries of its own. The delivery ends when the message has its final
//! status.

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::messages;
use crate::messages::{NewMessage, Recipient};
use database::entity::delivery::Model;
use web::error::Error;

/// The value of the column `content` of an e-mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Email {
    pub(crate) subject: String,
    pub(crate) body: String,
}

/// Adds it to the message outbox and returns the message's id.
pub(crate) async fn enqueue_email(
    db: &impl ConnectionTrait,
    state: &Context,
    delivery: &Model,
) -> Result<String, Error> {
    let content: Email = serde_json::from_str(&delivery.content).map_err(Error::internal)?;
    let recipient = Recipient::Email(delivery.address.clone());
    let mut message = NewMessage::plain(recipient, content.subject, content.body);
    message.reference = Some(delivery.webhook_id.clone());
    messages::enqueue(db, state, message).await
}
