//! Detects stuck messages, so that operators can act.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::context::Context;
use database::entity::{message, notify_message};
use web::error::Error;

const MINUTE: i64 = 60_000;

/// A message that was not sent after this many minutes is stuck: a working service would have accepted it.
pub const STUCK_MINUTES: i64 = 10;

/// Messages that should have been sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxBacklog {
    pub count: u64,
    /// How many minutes the oldest of them has waited.
    pub minutes: i64,
}

/// OutboxBacklog messages in the outbox, and those that the embedded service could not hand over.
pub async fn stuck(db: &impl ConnectionTrait, now: i64) -> Result<OutboxBacklog, Error> {
    let before = now - STUCK_MINUTES * MINUTE;
    let queued = message::Entity::find()
        .filter(message::Column::SenderId.is_null())
        .filter(message::Column::DueAt.is_not_null())
        .filter(message::Column::CreatedAt.lt(before));
    let handed = notify_message::Entity::find()
        .filter(notify_message::Column::Kind.eq("email"))
        .filter(notify_message::Column::Status.is_in(["created", "sending"]))
        .filter(notify_message::Column::SentAt.is_null())
        .filter(notify_message::Column::CreatedAt.lt(before));
    let oldest_queued: Option<i64> = queued
        .clone()
        .select_only()
        .column(message::Column::CreatedAt)
        .order_by_asc(message::Column::CreatedAt)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    let oldest_handed: Option<i64> = handed
        .clone()
        .select_only()
        .column(notify_message::Column::CreatedAt)
        .order_by_asc(notify_message::Column::CreatedAt)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    let Some(oldest) = oldest_queued.into_iter().chain(oldest_handed).min() else {
        return Ok(OutboxBacklog::default());
    };
    let count = queued.count(db).await? + handed.count(db).await?;
    Ok(OutboxBacklog { count, minutes: (now - oldest) / MINUTE })
}

/// Reports the number of stuck messages as a metric, and as a warning in the log.
pub async fn watch_outbox(state: Context) -> Result<(), Error> {
    let OutboxBacklog { count, minutes } = stuck(&*state.db, state.now()).await?;
    #[expect(clippy::cast_precision_loss, reason = "a number of messages")]
    metrics::gauge!("outbox_stuck_messages").set(count as f64);
    if count > 0 {
        tracing::warn!(
            count,
            minutes,
            "messages are stuck in the outbox; check --smtp, --notify-url and --secrets-key"
        );
    }
    Ok(())
}
