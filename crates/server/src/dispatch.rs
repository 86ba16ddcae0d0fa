//! Automatic dispatch: rings the nearest responder, waits twenty seconds, rings the next one, and sends the first who accepts,
//! once a controller has acknowledged the callout.
//!
//! All its state is in the database, and every step is one writing transaction that reads what it decides on. So any number of
//! servers may run it at once, and none has to survive.

pub(crate) mod decide;
pub(crate) mod estimate;
pub(crate) mod near;
pub(crate) mod rings;
pub(crate) mod send;
pub(crate) mod step;
pub(crate) mod triggers;

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};
use wire::classification::REAL;
use wire::status::CalloutStatus;

use crate::callouts::transition;
use crate::config::Config;
use crate::context::{Change, Context, changed};
use crate::dispatch::rings::asked;
use crate::dispatch::step::step;
use crate::notifications;
use database::entity::{callout, responder_in_range};
use database::priority::Priority;
use decide::{Decision, decide};
use queue::Pace;
use web::error::Error;

pub(crate) use crate::dispatch::triggers::answer;
pub(crate) use crate::dispatch::triggers::{after_location, after_position};
pub use decide::SILENCE;
pub(crate) use decide::needs_somebody;
pub(crate) use estimate::{VehicleReport, arrived};
pub(crate) use near::{Target, free};
pub(crate) use send::{call_back_others, free_responder, release, send_responder, send_supplier};

/// Once a second while a callout waits for a responder. Changes on other servers are not published here; they are found within five
/// seconds.
const PACE: Pace = Pace { busy: Duration::from_secs(1), idle: Duration::from_secs(5) };

/// Dispatches until the server stops.
pub async fn run(state: Context) {
    loop {
        let mut changes = state.changes.subscribe();
        let is_idle = match Priority::Alarm.run(look(&state)).await {
            Ok(has_waiting) => !has_waiting,
            Err(error) => {
                tracing::error!(%error, "automatic dispatch failed; retrying in 1 s");
                false
            }
        };
        let due = if is_idle { None } else { Some(PACE.busy) };
        PACE.wait(due, changed(&mut changes, |change| matches!(change, Change::Callout(_)))).await;
    }
}

/// Takes every step that is due, and answers whether a callout waits for a responder.
async fn look(state: &Context) -> Result<bool, Error> {
    let first: Option<i64> = needing_somebody().limit(1).into_tuple().one(&*state.db).await?;
    if first.is_some() {
        tick(state).await?;
    }
    Ok(first.is_some())
}

/// Takes every step that is due. Callouts without a due step are not written to. A callout that fails does not delay the others.
pub async fn tick(state: &Context) -> Result<(), Error> {
    let now = state.now();
    for id in waiting(&*state.db, now).await? {
        let failed = match AssertUnwindSafe(dispatch_one(state, id, now)).catch_unwind().await {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error.to_string(),
            Err(_) => "panicked".to_owned(),
        };
        metrics::counter!("dispatch_failures_total").increment(1);
        tracing::error!(callout = id, error = failed, "automatic dispatch of a callout failed");
    }
    Ok(())
}

async fn dispatch_one(state: &Context, id: i64, now: i64) -> Result<(), Error> {
    if !is_due(&*state.db, id, &state.config, now).await? {
        return Ok(());
    }
    let transaction = state.write().await?;
    step(&*transaction, id, &state.config, now).await?;
    notifications::commit_callout(transaction, state, id).await
}

/// Callouts for which a responder may be rung, most urgent first. Those with a responder being rung wait for the time-out. While
/// no responder is free, the other callouts are skipped.
async fn waiting(db: &impl ConnectionTrait, now: i64) -> Result<Vec<i64>, Error> {
    use callout::Column;
    let over = Condition::any()
        .add(responder_in_range::Column::RequestedAt.lte(now - SILENCE))
        .add(responder_in_range::Column::Acknowledged.eq(true));
    let mut due = Condition::any().add(Column::Id.in_subquery(open_rings(over)));
    if let Some(kinds) = near::kinds_with_somebody_free(db).await? {
        let not_rung = Column::Id.not_in_subquery(open_rings(Condition::all()));
        due = due.add(Condition::all().add(kinds).add(not_rung));
    }
    let query = needing_somebody().filter(due).order_by_desc(Column::Urgency).order_by_asc(Column::Id);
    Ok(query.into_tuple().all(db).await?)
}

/// The ids of callouts that need a responder and have none.
fn needing_somebody() -> Select<callout::Entity> {
    use callout::Column;
    let statuses = [CalloutStatus::Created, CalloutStatus::ResponderCancelled].map(String::from);
    callout::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Status.is_in(statuses))
        .filter(Column::DispatchRequired.eq(true))
        .filter(Condition::any().add(Column::ClassificationId.eq(REAL)).add(Column::Verified.eq(true)))
}

/// The callouts with a responder who is being rung or has accepted, and for which the condition holds.
fn open_rings(holds: Condition) -> SelectStatement {
    use responder_in_range::Column;
    responder_in_range::Entity::find()
        .select_only()
        .column(Column::CalloutId)
        .filter(Column::Requested.eq(true))
        .filter(Column::Declined.eq(false))
        .filter(Column::RetractedAt.is_null())
        .filter(holds)
        .into_query()
}

async fn is_due(db: &impl ConnectionTrait, id: i64, config: &Config, now: i64) -> Result<bool, Error> {
    let callout = transition::find(db, id).await?;
    let asked = asked(db, id).await?;
    let near = near::candidates(db, &callout, config).await?;
    Ok(!matches!(decide(&callout, &asked, &near, now), Decision::Wait | Decision::NobodyLeft))
}
