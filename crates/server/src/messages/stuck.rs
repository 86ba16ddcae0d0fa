//! Whether messages leave: when some wait for long, whoever watches the server must hear of it.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::context::Context;
use database::entity::{message, sent};
use web::error::Error;

const MINUTE: i64 = 60_000;

/// A message that has not left after so many minutes is stuck: by then a sender that works has taken it.
pub const STUCK_MINUTES: i64 = 10;

/// Messages that should have left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stuck {
    /// How many.
    pub count: u64,
    /// How many minutes the oldest of them has waited.
    pub minutes: i64,
}

/// What waits in the outbox, and what the embedded sender could not hand over.
pub async fn stuck(db: &impl ConnectionTrait, now: i64) -> Result<Stuck, Error> {
    let before = now - STUCK_MINUTES * MINUTE;
    let queued = message::Entity::find()
        .filter(message::Column::SenderId.is_null())
        .filter(message::Column::DueAt.is_not_null())
        .filter(message::Column::CreatedAt.lt(before));
    let handed = sent::Entity::find()
        .filter(sent::Column::Kind.eq("email"))
        .filter(sent::Column::Status.is_in(["created", "sending"]))
        .filter(sent::Column::SentAt.is_null())
        .filter(sent::Column::CreatedAt.lt(before));
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
        .column(sent::Column::CreatedAt)
        .order_by_asc(sent::Column::CreatedAt)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    let Some(oldest) = oldest_queued.into_iter().chain(oldest_handed).min() else {
        return Ok(Stuck::default());
    };
    let count = queued.count(db).await? + handed.count(db).await?;
    Ok(Stuck { count, minutes: (now - oldest) / MINUTE })
}

/// Says in the metrics, and as a warning in the log, how many messages are stuck.
pub async fn watch_outbox(state: Context) -> Result<(), Error> {
    let Stuck { count, minutes } = stuck(&*state.db, state.now()).await?;
    #[expect(clippy::cast_precision_loss, reason = "a number of messages")]
    metrics::gauge!("outbox_stuck_messages").set(count as f64);
    if count > 0 {
        tracing::warn!(
            count,
            minutes,
            "messages do not leave the outbox; look at --smtp, --notify-url and --secrets-key"
        );
    }
    Ok(())
}
