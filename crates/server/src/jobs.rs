//! What runs beside the requests. A job that fails is logged and tried again; it never ends the server.

use std::net::SocketAddr;
use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::Error;
use crate::state::AppState;
use crate::table::{password_reset, sign_in_try, token};
use crate::{
    callouts, control, deliveries, dispatch, governance, messages, notifications, processes, retention,
    sender, simulator,
};

/// Starts every job; they end with the process. `address` is where this server listens.
pub fn start(state: &AppState, address: SocketAddr) {
    every(Duration::from_secs(3600), state, "forget_expired", forget_expired);
    every(Duration::from_secs(3600), state, "forget_locations", retention::forget_locations);
    every(Duration::from_secs(3600), state, "erase_personal", notifications::erasure::erase_personal);
    every(Duration::from_secs(3600), state, "tell_of_stale", processes::stale::tell_of_stale);
    every(Duration::from_secs(3600), state, "tell_of_breaches", governance::tell_of_breaches);
    every(Duration::from_secs(60), state, "arrive_due", notifications::arrivals::arrive_due);
    every(Duration::from_secs(60), state, "end_left_open", callouts::drill::end_left_open);
    if state.metrics.is_some() {
        every(Duration::from_secs(5), state, "tidy_metrics", tidy_metrics);
        every(Duration::from_secs(5), state, "measure_duty", control::duty::measure);
    }
    tokio::spawn(deliveries::run(state.clone()));
    tokio::spawn(dispatch::run(state.clone()));
    every(Duration::from_secs(3600), state, "forget_messages", sender::forget_messages);
    tokio::spawn(sender::run(state.clone()));
    tokio::spawn(messages::run(state.clone(), address));
    tokio::spawn(simulator::run(state.clone(), address));
}

/// Runs a job now and again after each pause.
pub(crate) fn every<F>(pause: Duration, state: &AppState, name: &'static str, job: fn(AppState) -> F)
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let state = state.clone();
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(pause);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = job(state.clone()).await {
                tracing::error!(%error, job = name, "a job failed");
            }
        }
    });
}

/// Sums up what was measured; without it the measurements themselves would pile up.
async fn tidy_metrics(state: AppState) -> Result<(), Error> {
    if let Some(metrics) = &state.metrics {
        metrics.run_upkeep();
    }
    Ok(())
}

/// Deletes tokens, codes and tries that can no longer matter.
pub async fn forget_expired(state: AppState) -> Result<(), Error> {
    let now = state.now();
    let transaction = state.write().await?;
    token::Entity::delete_many().filter(token::Column::ExpiresAt.lte(now)).exec(&*transaction).await?;
    password_reset::Entity::delete_many()
        .filter(password_reset::Column::ExpiresAt.lte(now))
        .exec(&*transaction)
        .await?;
    sign_in_try::Entity::delete_many()
        .filter(sign_in_try::Column::TriedAt.lte(now - crate::tries::WINDOW))
        .exec(&*transaction)
        .await?;
    transaction.commit().await
}
