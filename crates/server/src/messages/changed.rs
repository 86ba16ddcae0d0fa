//! What hears of a message's new status, in the transaction that stores it. What waits for a message adds a line here.

use sea_orm::ConnectionTrait;

use crate::context::Context;
use crate::deliveries;
use database::entity::message;
use web::error::Error;

/// Called with the row as it is now, before the commit.
pub(crate) async fn message_changed(
    db: &impl ConnectionTrait,
    state: &Context,
    message: &message::Model,
) -> Result<(), Error> {
    tracing::debug!(id = message.id, status = message.status, "a message went on");
    deliveries::message_changed(db, state, message).await
}
