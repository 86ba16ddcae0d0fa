//! Limits messages to one recipient, so that a program in an endless loop cannot disturb people.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use super::NewMessage;
use crate::context::Context;
use database::entity::message::{Column, Entity};
use web::error::Error;

const HOUR: i64 = 60 * 60 * 1000;

/// 429 with `Retry-After`, if the message's service has sent its recipient enough within the last hour: too many identical
/// messages, or too many in total (`--same-messages-an-hour`, `--messages-an-hour`). Call it in the transaction that queues the
/// message, so that concurrent messages are all counted.
pub async fn throttle(db: &impl ConnectionTrait, state: &Context, message: &NewMessage) -> Result<(), Error> {
    let now = state.now();
    let recent = Column::RecipientHash.eq(message.recipient_hash()).and(Column::CreatedAt.gt(now - HOUR));
    let same = recent.clone().and(Column::ContentHash.eq(message.content_hash()));
    for (which, limit) in
        [(same, state.config.same_messages_an_hour), (recent, state.config.messages_an_hour)]
    {
        // The oldest message within the limit decides how long to wait.
        let oldest: Option<i64> = Entity::find()
            .select_only()
            .column(Column::CreatedAt)
            .filter(which)
            .order_by_desc(Column::CreatedAt)
            .offset(u64::from(limit) - 1)
            .limit(1)
            .into_tuple()
            .one(db)
            .await?;
        if let Some(oldest) = oldest {
            let wait = u64::try_from(oldest + HOUR - now).unwrap_or_default();
            return Err(Error::TooManyRequests { retry_after: wait.div_ceil(1000) });
        }
    }
    Ok(())
}
