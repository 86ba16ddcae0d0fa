//! Background jobs. A job that fails is logged and runs again; it never stops the server.

pub mod leader_election;
pub mod retention;
pub mod simulator;

use std::net::SocketAddr;
use std::time::Duration;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use tokio::task::JoinSet;
use wire::session::Role;

use crate::context::Context;

use crate::{
    callouts, deliveries, dispatch, escalation, geocoder, governance, letters, messages, notifications,
    processes, records,
};
use database::entity::{known_device, password_reset, session, sign_in_attempt, token, tv_pairing, user};
use web::error::Error;

const DAY: i64 = 24 * 60 * 60_000;

/// Browsers keep no cookie longer, so sessions and devices are not kept longer.
const KNOWN_FOR: i64 = 400 * DAY;

/// Starts every job; they end with the process. `address` is where this server listens. The workers of the queues are returned:
/// once the server stops, they claim nothing more and end when they have recorded what they were working on.
pub fn start(state: &Context, address: SocketAddr) -> JoinSet<()> {
    every(Duration::from_secs(3600), state, "delete_expired", delete_expired);
    every(Duration::from_secs(3600), state, "delete_old_locations", retention::delete_old_locations);
    every(Duration::from_secs(3600), state, "erase_personal", notifications::erasure::erase_personal);
    every(Duration::from_secs(3600), state, "delete_old_contacts", escalation::delete_old_contacts);
    every(Duration::from_secs(3600), state, "delete_old_drafts", letters::delete_old_drafts);
    every(Duration::from_secs(3600), state, "delete_old_records", records::delete_old_records);
    every(Duration::from_secs(3600), state, "remind_of_stale", processes::stale::remind_of_stale);
    every(Duration::from_secs(3600), state, "notify_of_breaches", governance::notify_of_breaches);
    every(Duration::from_secs(60), state, "watch_outbox", messages::watch_outbox);
    every(Duration::from_secs(60), state, "arrive_due", notifications::arrivals::arrive_due);
    every(Duration::from_secs(60), state, "end_left_open", callouts::drill::end_left_open);
    if state.metrics.is_some() {
        every(Duration::from_secs(5), state, "tidy_metrics", tidy_metrics);
        every(Duration::from_secs(15), state, "measure_duty", crate::control::duty::measure);
    }
    tokio::spawn(dispatch::run(state.clone()));
    tokio::spawn(escalation::run(state.clone()));
    tokio::spawn(escalation::read_replies(state.clone(), address));
    tokio::spawn(geocoder::run(state.clone()));
    every(Duration::from_secs(3600), state, "delete_old_messages", |state| {
        notify::delete_old_messages(state.notify)
    });
    tokio::spawn(notifications::broadcast::run(state.clone()));
    tokio::spawn(simulator::run(state.clone(), address));
    let mut workers = JoinSet::new();
    workers.spawn(deliveries::run(state.clone()));
    workers.spawn(messages::run(state.clone(), address));
    workers.spawn(notify::run(state.notify.clone(), state.stopping.subscribe()));
    workers
}

/// Runs a job now and again after each pause.
pub(crate) fn every<F>(pause: Duration, state: &Context, name: &'static str, job: fn(Context) -> F)
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let state = state.clone();
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(pause);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            // A separate task, so that a job that panics runs again, too.
            match tokio::spawn(job(state.clone())).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::error!(%error, job = name, "job failed"),
                Err(error) => tracing::error!(%error, job = name, "job panicked"),
            }
        }
    });
}

/// Aggregates the recorded metrics; otherwise the samples would accumulate.
async fn tidy_metrics(state: Context) -> Result<(), Error> {
    if let Some(metrics) = &state.metrics {
        metrics.run_upkeep();
    }
    Ok(())
}

/// Deletes sessions that cannot be resumed: those of staff one day after they expired from inactivity, and those of browsers that
/// have dropped the cookie.
async fn end_sessions(db: &impl ConnectionTrait, state: &Context) -> Result<(), Error> {
    let now = state.now();
    let idle = i64::from(state.config.staff_idle_minutes) * 60_000;
    let is_staff = Role::ALL.iter().filter(|role| role.is_staff()).map(Role::as_str);
    let staff = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::Role.is_in(is_staff))
        .into_query();
    let idled = Condition::all()
        .add(session::Column::SeenAt.lte(now - idle - DAY))
        .add(session::Column::HeldUntil.lte(now))
        .add(session::Column::UserId.in_subquery(staff));
    let over = Condition::any().add(idled).add(session::Column::SeenAt.lte(now - KNOWN_FOR));
    session::Entity::delete_many().filter(over).exec(db).await?;
    Ok(())
}

/// Deletes expired sessions, tokens, codes, guesses and devices.
pub async fn delete_expired(state: Context) -> Result<(), Error> {
    let now = state.now();
    let transaction = state.write().await?;
    token::Entity::delete_many().filter(token::Column::ExpiresAt.lte(now)).exec(&*transaction).await?;
    let expired = password_reset::Entity::find().filter(password_reset::Column::ExpiresAt.lte(now));
    let expired = expired.all(&*transaction).await?;
    let had_codes = !expired.is_empty();
    for code in expired {
        messages::erase_codes(&*transaction, &state, &code.user_id).await?;
        password_reset::Entity::delete_by_id(&code.user_id).exec(&*transaction).await?;
    }
    end_sessions(&*transaction, &state).await?;
    notifications::delete_old_counts(&*transaction, now).await?;
    tv_pairing::Entity::delete_many()
        .filter(tv_pairing::Column::ExpiresAt.lte(now))
        .exec(&*transaction)
        .await?;
    known_device::Entity::delete_many()
        .filter(known_device::Column::SeenAt.lte(now - KNOWN_FOR))
        .exec(&*transaction)
        .await?;
    sign_in_attempt::Entity::delete_many()
        .filter(sign_in_attempt::Column::AttemptedAt.lte(now - web::throttle::WINDOW))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    if had_codes { Ok(state.db.empty_log().await?) } else { Ok(()) }
}
