//! Stores the results of attempts and what follows: the next attempt, or the end. The cause is notified of the end in the same
//! transaction, so that neither can happen without the other.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use wire::delivery::{AttemptOutcome, DeliveryKind, DeliveryState};

use super::outcome::AttemptResult;
use super::{email, end, schedule};
use crate::context::Context;
use database::entity::delivery::{Column, Entity, Model};
use database::entity::{delivery_attempt, push_subscription};
use web::error::Error;

/// Stores the result of an attempt; `None` if none was made because the window had passed.
pub(crate) async fn record(
    db: &impl ConnectionTrait,
    state: &Context,
    delivery: &Model,
    outcome: Option<AttemptResult>,
) -> Result<(), Error> {
    let Some(result) = &outcome else {
        let why = Some("The time window of five minutes has passed.");
        return finish(db, state, delivery, DeliveryState::Dead, why).await;
    };
    write_attempt(db, delivery, result).await?;
    let kind = DeliveryKind::from(delivery.kind.clone());
    if result.outcome == AttemptOutcome::Delivered {
        if kind == DeliveryKind::Email {
            return enqueue_email(db, state, delivery).await;
        }
        if let Some(device) = delivery.subscription_id.as_deref() {
            mark_device(db, device, push_subscription::Column::DeliveredAt, state.now()).await?;
        }
        return finish(db, state, delivery, DeliveryState::Delivered, None).await;
    }
    if is_gone(&kind, result) {
        stop_sending(db, state, delivery, &kind).await?;
    }
    let started_at = delivery.started_at.unwrap_or(delivery.created_at);
    let now = state.now();
    let wait = result.retry_after.map(|wait| now.saturating_add(millis(wait)));
    let next = schedule::next(&delivery.id, delivery.attempts, started_at, now, wait);
    match next.filter(|_| !result.is_final) {
        Some(due) => try_again(db, delivery, due).await,
        None => finish(db, state, delivery, DeliveryState::Dead, result.detail.as_deref()).await,
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Stores the result of an attempt; it also replaces the result "interrupted" of an attempt that finished late.
async fn write_attempt(
    db: &impl ConnectionTrait,
    delivery: &Model,
    result: &AttemptResult,
) -> Result<(), Error> {
    use delivery_attempt::Column as Attempt;
    let open = [AttemptOutcome::Running.as_str(), AttemptOutcome::Interrupted.as_str()];
    delivery_attempt::Entity::update_many()
        .filter(Attempt::DeliveryId.eq(&delivery.id))
        .filter(Attempt::Number.eq(delivery.attempts))
        .filter(Attempt::Outcome.is_in(open))
        .col_expr(Attempt::Outcome, Expr::value(result.outcome.as_str()))
        .col_expr(Attempt::TookMs, Expr::value(millis(result.took)))
        .col_expr(Attempt::Status, Expr::value(result.status.map(i64::from)))
        .col_expr(Attempt::Detail, Expr::value(result.detail.clone()))
        .col_expr(Attempt::Answer, Expr::value(result.answer.clone()))
        .exec(db)
        .await?;
    Ok(())
}

/// Matches the delivery unless another worker has claimed it since: that one decides what follows. Each claim counts an attempt.
fn ours(delivery: &Model) -> Condition {
    Condition::all()
        .add(Column::Id.eq(&delivery.id))
        .add(Column::State.eq(DeliveryState::Waiting.as_str()))
        .add(Column::Attempts.eq(delivery.attempts))
}

async fn enqueue_email(db: &impl ConnectionTrait, state: &Context, delivery: &Model) -> Result<(), Error> {
    let no_time: Option<i64> = None;
    let changed = Entity::update_many()
        .filter(ours(delivery))
        .filter(Column::MessageId.is_null())
        .col_expr(Column::LeasedUntil, Expr::value(no_time))
        // Not retried: by then the message has a final status, or the e-mail counts as not delivered.
        .col_expr(Column::DueAt, Expr::value(state.now() + schedule::WINDOW))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(());
    }
    let message = email::enqueue_email(db, state, delivery).await?;
    Entity::update_many()
        .filter(Column::Id.eq(&delivery.id))
        .col_expr(Column::MessageId, Expr::value(message))
        .exec(db)
        .await?;
    Ok(())
}

async fn try_again(db: &impl ConnectionTrait, delivery: &Model, due: i64) -> Result<(), Error> {
    let no_time: Option<i64> = None;
    Entity::update_many()
        .filter(ours(delivery))
        .col_expr(Column::LeasedUntil, Expr::value(no_time))
        .col_expr(Column::DueAt, Expr::value(due))
        .exec(db)
        .await?;
    Ok(())
}

/// Ends a delivery and notifies its cause. A success is stored even after the lease was lost; a failure is not.
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
    let no_time: Option<i64> = None;
    let changed = Entity::update_many()
        .filter(which)
        .col_expr(Column::State, Expr::value(end.as_str()))
        .col_expr(Column::EndedAt, Expr::value(state.now()))
        .col_expr(Column::LeasedUntil, Expr::value(no_time))
        .col_expr(Column::DueAt, Expr::value(no_time))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(());
    }
    if let (DeliveryState::Dead, Some(device)) = (&end, delivery.subscription_id.as_deref()) {
        mark_device(db, device, push_subscription::Column::FailedAt, state.now()).await?;
    }
    end::notify(db, state, delivery, &end, why).await
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

/// Whether the receiver answered that it is gone permanently.
fn is_gone(kind: &DeliveryKind, result: &AttemptResult) -> bool {
    match kind {
        DeliveryKind::Webhook => result.status == Some(410),
        DeliveryKind::Push => matches!(result.status, Some(404 | 410)),
        _ => false,
    }
}

/// Disables the receiver.
async fn stop_sending(
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
    end::disable(db, state, delivery).await
}
