//! The job that takes due rungs.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, Set, TransactionTrait,
};
use wire::escalation::{Channel, Rung, Step, plan};
use wire::event::EventType;
use wire::label::isolated;
use wire::plural;
use wire::target_type::TargetType;

use super::contacts::{self, Alarm};
use super::ladder;
use super::people;
use crate::callouts::events::{Actor, NewCalloutEvent};
use crate::callouts::transition;
use crate::context::{Change, Context, changed};
use crate::control::duty;
use crate::notifications::{Audience, ServerNotification, raise};
use database::entity::callout::{self, Column};
use database::entity::{escalation_rung, resident, site};
use database::priority::Priority;
use queue::Pace;
use web::error::Error;

/// At most once a second. Changes on other servers are not published here; they are found within ten seconds.
const PACE: Pace = Pace { busy: Duration::from_secs(1), idle: Duration::from_secs(10) };

/// Runs the job until the server stops.
pub async fn run(state: Context) {
    loop {
        let mut changes = state.changes.subscribe();
        let due = match Priority::Alarm.run(take_due_rungs(&state)).await {
            Ok(due_at) => due_at.map(|at| until(at, state.now())),
            Err(error) => {
                tracing::error!(%error, "escalation failed; retrying in 1 s");
                Some(PACE.busy)
            }
        };
        let news = changed(&mut changes, |change| matches!(change, Change::Callout(_) | Change::Ladder));
        PACE.wait(due, news).await;
    }
}

fn until(at: i64, now: i64) -> Duration {
    Duration::from_millis(u64::try_from(at - now).unwrap_or_default())
}

/// Takes every due rung and returns when the next one is due.
async fn take_due_rungs(state: &Context) -> Result<Option<i64>, Error> {
    let first = earliest(state).await?;
    if first.is_none_or(|at| at > state.now()) {
        return Ok(first);
    }
    tick(state).await?;
    earliest(state).await
}

async fn earliest(state: &Context) -> Result<Option<i64>, Error> {
    let first = callout::Entity::find()
        .select_only()
        .column(Column::EscalatesAt)
        .filter(Column::EscalatesAt.is_not_null())
        .order_by_asc(Column::EscalatesAt)
        .limit(1);
    Ok(first.into_tuple().one(&*state.db).await?)
}

/// Takes every due rung. An alarm that fails does not delay the others.
pub async fn tick(state: &Context) -> Result<(), Error> {
    let due: Vec<i64> = callout::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::EscalatesAt.lte(state.now()))
        .order_by_asc(Column::EscalatesAt)
        .into_tuple()
        .all(&*state.db)
        .await?;
    for id in due {
        let failed = match AssertUnwindSafe(climb(state, id)).catch_unwind().await {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error.to_string(),
            Err(_) => "it panicked".to_owned(),
        };
        metrics::counter!("escalation_failures_total").increment(1);
        tracing::error!(callout = id, error = failed, "cannot escalate an alarm");
    }
    Ok(())
}

async fn climb(state: &Context, id: i64) -> Result<(), Error> {
    let transaction = state.write().await?;
    let callout = transition::find(&*transaction, id).await?;
    let next_at = match callout.alarm_at.filter(|_| !callout.status().is_closed()) {
        Some(alarm_at) => take_due(&transaction, state, &callout, alarm_at).await?,
        None => None,
    };
    let mut update = callout::Entity::update_many()
        .filter(Column::Id.eq(id))
        .col_expr(Column::EscalatesAt, Expr::value(next_at));
    if callout.status().is_closed() {
        update = update.col_expr(Column::AlarmAt, Expr::value(None::<i64>));
    }
    update.exec(&*transaction).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    state.publish(Change::Callout(id));
    Ok(())
}

/// Takes due rungs and returns when the next one is due.
async fn take_due(
    transaction: &DatabaseTransaction,
    state: &Context,
    callout: &callout::Model,
    alarm_at: i64,
) -> Result<Option<i64>, Error> {
    let now = state.now();
    let person = resident::Entity::find_by_id(callout.resident_id).one(transaction).await?;
    let person = person.ok_or(Error::NotFound)?;
    let organisation_id = person.organisation_id;
    let steps = ladder::steps(transaction, organisation_id, callout.response_type_id).await?;
    let head_start = head_start(transaction, &steps, organisation_id, now).await?;
    let taken = newest_rung(transaction, callout.id, alarm_at).await?;
    let plan = plan(&steps, alarm_at - head_start, now, taken);
    if !plan.due.is_empty() {
        let site_name = match person.site_id {
            Some(id) => site::Entity::find_by_id(id).one(transaction).await?.map(|site| site.name),
            None => None,
        };
        let alarm = Alarm {
            callout_id: callout.id,
            organisation_id,
            site_id: person.site_id,
            alarm_at,
            sentence: sentence(callout, &person, site_name.as_deref(), now - alarm_at),
        };
        for rung in plan.due {
            take(transaction, state, &alarm, rung, &steps[rung.step]).await?;
        }
    }
    Ok(plan.next_at)
}

/// With nobody on duty there is nobody to wait for: the first step begins at once.
async fn head_start(
    db: &impl ConnectionTrait,
    steps: &[Step],
    organisation_id: i64,
    now: i64,
) -> Result<i64, Error> {
    let first = steps.first().map_or(0, |step| step.after_seconds * 1000);
    Ok(if duty::is_covered(db, organisation_id, now).await? { 0 } else { first })
}

/// The highest rung that an alarm has taken.
pub(crate) async fn newest_rung(
    db: &impl ConnectionTrait,
    callout_id: i64,
    alarm_at: i64,
) -> Result<Option<Rung>, Error> {
    let row = escalation_rung::Entity::find()
        .filter(escalation_rung::Column::CalloutId.eq(callout_id))
        .filter(escalation_rung::Column::AlarmAt.eq(alarm_at))
        .order_by_desc(escalation_rung::Column::Step)
        .order_by_desc(escalation_rung::Column::Repetition)
        .limit(1)
        .one(db)
        .await?;
    Ok(row
        .map(|row| Rung { step: usize::try_from(row.step).unwrap_or_default(), repetition: row.repetition }))
}

/// The text of the notification and of the messages: who, where, and since when. Address, telephone number and medical notes are
/// not sent by push, e-mail or text.
fn sentence(callout: &callout::Model, resident: &resident::Model, site: Option<&str>, waits: i64) -> String {
    let name = resident.name_in_sentence();
    let place = site.map(|site| format!(" at {}", isolated(site))).unwrap_or_default();
    let asked = if callout.pressed_again_at.is_some() { "pressed again for help" } else { "asked for help" };
    let minutes = waits / 60_000;
    let ago = match minutes {
        0 => "just now".to_owned(),
        _ => plural::counted("1 minute ago|{count} minutes ago", minutes),
    };
    let safe = if callout.cancelled_by_resident { " Since then they pressed \"I am safe now\"." } else { "" };
    format!("{name}{place} {asked} {ago}, and nobody has acknowledged it.{safe}")
}

async fn take(
    transaction: &DatabaseTransaction,
    state: &Context,
    alarm: &Alarm,
    rung: Rung,
    step: &Step,
) -> Result<(), Error> {
    let now = state.now();
    let row = escalation_rung::ActiveModel {
        callout_id: Set(alarm.callout_id),
        alarm_at: Set(alarm.alarm_at),
        step: Set(i64::try_from(rung.step).unwrap_or(i64::MAX)),
        repetition: Set(rung.repetition),
        taken_at: Set(now),
        ..Default::default()
    };
    let row = row.insert(transaction).await?;
    let audience = people::audience(transaction, alarm.organisation_id, &step.whom).await?;
    let people = people::find(transaction, &audience).await?;
    let reached = contacts::notify(transaction, state, alarm, row.id, step, &people).await?;
    if step.how.contains(&Channel::Screen) {
        show(transaction, state, alarm, rung, audience).await?;
    }
    metrics::counter!("escalation_rungs_total").increment(1);
    let words = format!("Nobody has acknowledged the alarm. {reached}");
    NewCalloutEvent::new(EventType::ESCALATED, words)
        .insert(transaction, alarm.callout_id, &Actor::system(), now)
        .await
}

/// Creates the notification on trays with its push. If it fails, the messages of the rung are sent all the same.
async fn show(
    transaction: &DatabaseTransaction,
    state: &Context,
    alarm: &Alarm,
    rung: Rung,
    audience: Vec<Audience>,
) -> Result<(), Error> {
    if audience.is_empty() {
        return Ok(());
    }
    let id = alarm.callout_id.to_string();
    let raised = ServerNotification {
        site_id: alarm.site_id,
        once: Some(format!("escalation:{id}:{}:{}:{}", alarm.alarm_at, rung.step, rung.repetition)),
        topic: Some(format!("escalation:{id}")),
        ..ServerNotification::new(
            alarm.organisation_id,
            TargetType::CalloutRaised,
            id,
            alarm.sentence.clone(),
            audience,
        )
    };
    let attempt = transaction.begin().await?;
    let done = raise(&attempt, state, raised).await;
    if let Err(error) = database::connection::settle(attempt, done).await? {
        tracing::error!(%error, callout = alarm.callout_id, "cannot create the notification of an escalation");
    }
    Ok(())
}
