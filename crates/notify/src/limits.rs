//! Rate limits and daily limits of services. Both counts are in the database and change in the transaction of the message, so
//! that several servers share them.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, Set};

use super::auth::ApiKey;
use super::refusal::Refusal;
use database::entity::{notify_bucket, notify_day, notify_service};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// The most requests in one burst, however high the limit is.
const BURST: i64 = 1000;

/// Takes one request from the token bucket of this kind of key, which is refilled with `rate_limit` tokens a minute (0 means no
/// limit).
pub(super) async fn take_request(db: &impl ConnectionTrait, now: i64, who: &ApiKey) -> Result<(), Refusal> {
    let limit = who.service.rate_limit;
    if limit == 0 {
        return Ok(());
    }
    let full = Ord::min(limit / 3 + 1, BURST) * 1000;
    let key = (who.service.id.clone(), who.key.kind.clone());
    let known = notify_bucket::Entity::find_by_id(key).one(db).await?;
    let left = known.map_or(full, |bucket| {
        let since = Ord::max(now - bucket.filled_at, 0);
        Ord::min(bucket.tokens + since.saturating_mul(limit) / 60, full)
    });
    if left < 1000 {
        return Err(Refusal::rate(&who.key.kind, limit));
    }
    let row = notify_bucket::ActiveModel {
        service_id: Set(who.service.id.clone()),
        kind: Set(who.key.kind.clone()),
        tokens: Set(left - 1000),
        filled_at: Set(now),
    };
    let refill = OnConflict::columns([notify_bucket::Column::ServiceId, notify_bucket::Column::Kind])
        .update_columns([notify_bucket::Column::Tokens, notify_bucket::Column::FilledAt])
        .to_owned();
    notify_bucket::Entity::insert(row).on_conflict(refill).exec_without_returning(db).await?;
    Ok(())
}

fn day_limit(service: &notify_service::Model, channel: &str) -> i64 {
    match channel {
        "email" => service.email_limit,
        "sms" => service.sms_limit,
        _ => service.letter_limit,
    }
}

/// Refuses when the service has reached its daily limit.
pub(super) async fn check_day(
    db: &impl ConnectionTrait,
    now: i64,
    who: &ApiKey,
    channel: &str,
) -> Result<(), Refusal> {
    let key = (who.service.id.clone(), channel.to_owned(), now / DAY);
    let sent = notify_day::Entity::find_by_id(key).one(db).await?.map_or(0, |day| day.sent);
    let limit = day_limit(&who.service, channel);
    if sent >= limit { Err(Refusal::day(channel, limit)) } else { Ok(()) }
}

/// Counts one message; messages of test keys are not counted.
pub(super) async fn count_day(
    db: &impl ConnectionTrait,
    now: i64,
    who: &ApiKey,
    channel: &str,
) -> Result<(), Refusal> {
    if who.key.kind == "test" {
        return Ok(());
    }
    let row = notify_day::ActiveModel {
        service_id: Set(who.service.id.clone()),
        channel: Set(channel.to_owned()),
        day: Set(now / DAY),
        sent: Set(1),
    };
    let more = OnConflict::columns([
        notify_day::Column::ServiceId,
        notify_day::Column::Channel,
        notify_day::Column::Day,
    ])
    .value(notify_day::Column::Sent, Expr::col((notify_day::Entity, notify_day::Column::Sent)).add(1))
    .to_owned();
    notify_day::Entity::insert(row).on_conflict(more).exec_without_returning(db).await?;
    Ok(())
}

/// Deletes the counts of earlier days.
pub(super) async fn delete_old_days(db: &impl ConnectionTrait, now: i64) -> Result<(), sea_orm::DbErr> {
    notify_day::Entity::delete_many().filter(notify_day::Column::Day.lt(now / DAY)).exec(db).await?;
    Ok(())
}
