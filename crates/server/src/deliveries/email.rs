//! E-mails go through the sender's outbox, which tries them in its own way; the delivery ends when the sender knows what
//! became of it.

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::messages;
use crate::messages::{NewMessage, Recipient};
use database::entity::delivery::Model;
use web::error::Error;

/// What stands in the column `content` of an e-mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Email {
    pub(crate) subject: String,
    pub(crate) body: String,
}

/// Puts it into the sender's outbox. Gives the message's id.
pub(crate) async fn hand_over(
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
