//! Attempts due deliveries, many at once, until the server stops. Any number of servers may do this on one database.

use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use wire::delivery::AttemptOutcome;

use super::attempt::attempt;
use super::claim::{Roads, claim, until_due};
use super::outcome::Ended;
use super::record::{Finished, record};
use crate::context::Context;
use database::entity::delivery::Model;
use web::error::Error;

/// The longest pause, because another server may have queued a delivery.
const LOOK: Duration = Duration::from_secs(1);

/// The most results that one transaction stores.
const PER_TURN: usize = 64;

/// Runs the worker until the server stops.
pub async fn run(state: Context) {
    let holder = state.new_id().to_string();
    let mut roads = Roads::default();
    let (to_record, recorder) = unbounded_channel();
    let (to_free, mut free) = unbounded_channel();
    tokio::spawn(write_down(state.clone(), recorder, to_free));
    loop {
        while let Ok(lane) = free.try_recv() {
            roads.leave(&lane);
        }
        let pause = match claim(&state, &holder, &mut roads).await {
            Ok((taken, late)) => {
                let more = !taken.is_empty();
                start(&state, taken, &to_record);
                give_up(late, &to_record);
                if more { Duration::ZERO } else { pause(&state).await }
            }
            Err(error) => {
                tracing::error!(%error, "cannot claim deliveries; retrying in 1 s");
                LOOK
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = state.deliveries.bell.notified() => {}
            Some(lane) = free.recv() => roads.leave(&lane),
        }
    }
}

/// How long nothing is due. Deliveries that are due already wait for their host, which wakes the worker.
async fn pause(state: &Context) -> Duration {
    match until_due(state).await {
        Ok(Some(wait)) if wait > 0 => LOOK.min(Duration::from_millis(wait.unsigned_abs())),
        _ => LOOK,
    }
}

fn start(state: &Context, taken: Vec<Model>, to_record: &UnboundedSender<Finished>) {
    for delivery in taken {
        let (state, to_record) = (state.clone(), to_record.clone());
        tokio::spawn(async move {
            // An attempt that panics must still free its host's place.
            let trying = tokio::spawn(attempt(state, delivery.clone()));
            let broken = |_| Ended::failed(AttemptOutcome::Unreachable, "Something went wrong on our side.");
            let ended = Some(trying.await.unwrap_or_else(broken));
            let _ = to_record.send(Finished { delivery, ended });
        });
    }
}

/// Ends deliveries that no server attempted in time.
fn give_up(late: Vec<Model>, to_record: &UnboundedSender<Finished>) {
    for delivery in late {
        let _ = to_record.send(Finished { delivery, ended: None });
    }
}

async fn write_down(
    state: Context,
    mut recorder: UnboundedReceiver<Finished>,
    to_free: UnboundedSender<String>,
) {
    let mut finished = Vec::new();
    while recorder.recv_many(&mut finished, PER_TURN).await > 0 {
        record(&state, &finished).await;
        for one in finished.drain(..) {
            if one.ended.is_some() {
                let _ = to_free.send(one.delivery.lane);
            }
        }
    }
}

/// Attempts everything that is due and returns when nothing is; for tests, which control the clock.
pub async fn tick(state: &Context) -> Result<(), Error> {
    let holder = state.new_id().to_string();
    loop {
        let mut roads = Roads::default();
        let (taken, late) = claim(state, &holder, &mut roads).await?;
        if taken.is_empty() && late.is_empty() {
            return Ok(());
        }
        let late: Vec<_> = late.into_iter().map(|delivery| Finished { delivery, ended: None }).collect();
        record(state, &late).await;
        let mut running = JoinSet::new();
        for delivery in taken {
            let state = state.clone();
            running.spawn(async move {
                let ended = Some(attempt(state.clone(), delivery.clone()).await);
                record(&state, &[Finished { delivery, ended }]).await;
            });
        }
        running.join_all().await;
    }
}
