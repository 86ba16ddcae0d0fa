//! Subscribers to a message's new status, called in the transaction that stores it. Code that waits for messages adds a line
//! here.

use sea_orm::ConnectionTrait;

use crate::context::Context;
use crate::deliveries;
use database::entity::message;
use web::error::Error;

/// Called with the current row, before the commit.
pub(crate) async fn message_changed(
    db: &impl ConnectionTrait,
    state: &Context,
    message: &message::Model,
) -> Result<(), Error> {
    tracing::debug!(id = message.id, status = message.status, "message status changed");
    deliveries::message_changed(db, state, message).await
}
