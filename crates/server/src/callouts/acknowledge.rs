//! Acknowledging an alarm: a controller has seen it. The first acknowledgement stops the escalation ladder.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Expr;
use wire::event::EventType;

use super::events::{Actor, NewCalloutEvent};
use super::transition;
use database::entity::callout::{self, Column};
use web::error::Error;

/// Acknowledges the alarm; `false` if it was not waiting for an acknowledgement. The first person stays recorded, also after the
/// resident has pressed again. 409 if the callout is closed.
pub(crate) async fn acknowledge(
    transaction: &impl ConnectionTrait,
    callout: &callout::Model,
    actor: &Actor,
    sentence: &str,
    now: i64,
) -> Result<bool, Error> {
    if callout.acknowledged && callout.alarm_at.is_none() {
        return Ok(false);
    }
    let mut update = transition::update(callout.id, actor, now)
        .col_expr(Column::Acknowledged, Expr::value(true))
        .col_expr(Column::AlarmAt, Expr::value(None::<i64>))
        .col_expr(Column::EscalatesAt, Expr::value(None::<i64>));
    if !callout.acknowledged {
        update = update
            .col_expr(Column::FirstAcknowledgedBy, Expr::value(actor.email.clone()))
            .col_expr(Column::FirstAcknowledgedAt, Expr::value(now));
    }
    transition::while_open(transaction, callout.id, update).await?;
    NewCalloutEvent::new(EventType::CONTROL, sentence).insert(transaction, callout.id, actor, now).await?;
    Ok(true)
}
