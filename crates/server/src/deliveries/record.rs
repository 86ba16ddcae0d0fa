//! Writes down how tries ended and what follows: the next one, or the end. Whoever caused the delivery is told of its end in
//! the same transaction, so that none can be without the other.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use wire::delivery::{AttemptOutcome, DeliveryKind, DeliveryState};

use super::outcome::Ended;
use super::{email, ended, schedule};
use crate::context::Context;
use database::entity::delivery::{Column, Entity, Model};
use database::entity::{delivery_attempt, push_subscription};
use web::error::Error;

/// What came of a delivery that was taken up.
pub(crate) struct Finished {
    /// The delivery as it was then.
    pub(crate) delivery: Model,
    /// How the try ended; nothing when there was none, since the five minutes were over.
    pub(crate) ended: Option<Ended>,
}

/// Writes several down at once. When that fails, each is written for itself, so that one cannot spoil the others; what
/// cannot be written is tried again when its claim runs out.
pub(crate) async fn record(state: &Context, finished: &[Finished]) {
    if write(state, finished).await.is_ok() {
        return;
    }
    for one in finished {
        if let Err(error) = write(state, std::slice::from_ref(one)).await {
            tracing::error!(%error, "how a delivery ended could not be written down; it is tried again");
        }
    }
}

async fn write(state: &Context, finished: &[Finished]) -> Result<(), Error> {
    let transaction = state.write().await?;
    for one in finished {
        write_one(&*transaction, state, one).await?;
    }
    Ok(transaction.commit().await?)
}

async fn write_one(db: &impl ConnectionTrait, state: &Context, finished: &Finished) -> Result<(), Error> {
    let delivery = &finished.delivery;
    let Some(ended) = &finished.ended else {
        let why = Some("The five minutes are over.");
        return finish(db, state, delivery, DeliveryState::Dead, why).await;
    };
    write_attempt(db, delivery, ended).await?;
    let kind = DeliveryKind::from(delivery.kind.clone());
    if ended.outcome == AttemptOutcome::Delivered {
        if kind == DeliveryKind::Email {
            return hand_over(db, state, delivery).await;
        }
        if let Some(device) = delivery.subscription_id.as_deref() {
            mark_device(db, device, push_subscription::Column::DeliveredAt, state.now()).await?;
        }
        return finish(db, state, delivery, DeliveryState::Delivered, None).await;
    }
    if is_gone(&kind, ended) {
        leave_alone(db, state, delivery, &kind).await?;
    }
    let started_at = delivery.started_at.unwrap_or(delivery.created_at);
    let now = state.now();
    let wait = ended.retry_after.map(|wait| now.saturating_add(millis(wait)));
    let next = schedule::next(&delivery.id, delivery.attempts, started_at, now, wait);
    match next.filter(|_| !ended.is_final) {
        Some(due) => try_again(db, delivery, due).await,
        None => finish(db, state, delivery, DeliveryState::Dead, ended.detail.as_deref()).await,
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// A late answer still corrects a try that was thought to be cut off.
async fn write_attempt(db: &impl ConnectionTrait, delivery: &Model, ended: &Ended) -> Result<(), Error> {
    use delivery_attempt::Column as Attempt;
    let open = [AttemptOutcome::Running.as_str(), AttemptOutcome::Interrupted.as_str()];
    delivery_attempt::Entity::update_many()
        .filter(Attempt::DeliveryId.eq(&delivery.id))
        .filter(Attempt::Number.eq(delivery.attempts))
        .filter(Attempt::Outcome.is_in(open))
        .col_expr(Attempt::Outcome, Expr::value(ended.outcome.as_str()))
        .col_expr(Attempt::TookMs, Expr::value(millis(ended.took)))
        .col_expr(Attempt::Status, Expr::value(ended.status.map(i64::from)))
        .col_expr(Attempt::Detail, Expr::value(ended.detail.clone()))
        .col_expr(Attempt::Answer, Expr::value(ended.answer.clone()))
        .exec(db)
        .await?;
    Ok(())
}

/// While it is ours, or nobody's: somebody who took it over decides what follows.
fn ours(delivery: &Model) -> Condition {
    let holder = match &delivery.leased_by {
        Some(holder) => Column::LeasedBy.eq(holder),
        None => Column::LeasedBy.is_null(),
    };
    Condition::all()
        .add(Column::Id.eq(&delivery.id))
        .add(Column::State.eq(DeliveryState::Waiting.as_str()))
        .add(holder)
        .add(Column::Attempts.eq(delivery.attempts))
}

async fn hand_over(db: &impl ConnectionTrait, state: &Context, delivery: &Model) -> Result<(), Error> {
    let (no_time, no_text): (Option<i64>, Option<String>) = (None, None);
    let changed = Entity::update_many()
        .filter(ours(delivery))
        .filter(Column::MessageId.is_null())
        .col_expr(Column::LeasedUntil, Expr::value(no_time))
        .col_expr(Column::LeasedBy, Expr::value(no_text))
        // Not tried again: by then the sender has said what became of it, or it counts as not arrived.
        .col_expr(Column::DueAt, Expr::value(state.now() + schedule::WINDOW))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(());
    }
    let message = email::hand_over(db, state, delivery).await?;
    Entity::update_many()
        .filter(Column::Id.eq(&delivery.id))
        .col_expr(Column::MessageId, Expr::value(message))
        .exec(db)
        .await?;
    Ok(())
}

async fn try_again(db: &impl ConnectionTrait, delivery: &Model, due: i64) -> Result<(), Error> {
    let (no_time, no_text): (Option<i64>, Option<String>) = (None, None);
    Entity::update_many()
        .filter(ours(delivery))
        .col_expr(Column::LeasedUntil, Expr::value(no_time))
        .col_expr(Column::LeasedBy, Expr::value(no_text))
        .col_expr(Column::DueAt, Expr::value(due))
        .exec(db)
        .await?;
    Ok(())
}

/// Ends a delivery and tells whoever caused it. Success counts whoever holds it by now; a failure only while it is ours.
pub(crate) async fn finish(
    db: &impl ConnectionTrait,
    state: &Context,
    delivery: &Model,
    end: DeliveryState,
    why: Option<&str>,
) -> Result<(), Error> {
    let which = if end == DeliveryState::Delivered {
        Condition::all()
            .add(Column::Id.eq(&delivery.id))
            .add(Column::State.eq(DeliveryState::Waiting.as_str()))
    } else {
        ours(delivery)
    };
    let (no_time, no_text): (Option<i64>, Option<String>) = (None, None);
    let changed = Entity::update_many()
        .filter(which)
        .col_expr(Column::State, Expr::value(end.as_str()))
        .col_expr(Column::EndedAt, Expr::value(state.now()))
        .col_expr(Column::LeasedUntil, Expr::value(no_time))
        .col_expr(Column::LeasedBy, Expr::value(no_text))
        .col_expr(Column::DueAt, Expr::value(no_time))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(());
    }
    if let (DeliveryState::Dead, Some(device)) = (&end, delivery.subscription_id.as_deref()) {
        mark_device(db, device, push_subscription::Column::FailedAt, state.now()).await?;
    }
    ended::tell(db, state, delivery, &end, why).await
}

async fn mark_device(
    db: &impl ConnectionTrait,
    id: &str,
    column: push_subscription::Column,
    now: i64,
) -> Result<(), Error> {
    push_subscription::Entity::update_many()
        .filter(push_subscription::Column::Id.eq(id))
        .col_expr(column, Expr::value(now))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether the other side said that it is gone for good.
fn is_gone(kind: &DeliveryKind, ended: &Ended) -> bool {
    match kind {
        DeliveryKind::Webhook => ended.status == Some(410),
        DeliveryKind::Push => matches!(ended.status, Some(404 | 410)),
        _ => false,
    }
}

/// Nothing more is sent there.
async fn leave_alone(
    db: &impl ConnectionTrait,
    state: &Context,
    delivery: &Model,
    kind: &DeliveryKind,
) -> Result<(), Error> {
    if *kind == DeliveryKind::Push {
        if let Some(device) = &delivery.subscription_id {
            push_subscription::Entity::delete_by_id(device).exec(db).await?;
        }
        return Ok(());
    }
    ended::disable(db, state, delivery).await
}
