//! The worker of a queue: claims, works, records.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use sea_orm::TransactionTrait;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::claim::{Claimed, PER_TRANSACTION, claim, earliest, end_leases_of_last_run};
use crate::host_limiter::HostLimiter;
use crate::queue::Queue;
use database::connection;

/// Pause after an error of the database.
const RETRY: Duration = Duration::from_secs(2);

/// Works until `stopping` turns true. Then it claims nothing more, and records what it is working on.
pub async fn run<Q: Queue>(queue: Q, mut stopping: watch::Receiver<bool>) {
    if let Err(error) = end_leases_of_last_run(&queue).await {
        tracing::warn!(%error, queue = Q::NAME, "jobs of the last run wait until their leases expire");
    }
    let mut worker = Worker::new(queue);
    let mut is_woken = true;
    loop {
        let pause = match worker.fill(&mut is_woken).await {
            Ok(pause) => pause,
            Err(error) => {
                tracing::error!(%error, queue = Q::NAME, "jobs could not be claimed; retrying in {RETRY:?}");
                RETRY
            }
        };
        let queue = worker.queue.clone();
        tokio::select! {
            () = stopped(&mut stopping) => break,
            Some(finished) = worker.next_finished() => worker.record(finished).await,
            () = queue.wake_up().woken() => is_woken = true,
            () = tokio::time::sleep(pause) => {}
        }
    }
    worker.finish().await;
}

async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|is_stopping| *is_stopping).await;
}

/// Claims due jobs once, works on them to their end, and returns their number. For tests, which control the clock.
pub async fn work_on_due<Q: Queue>(queue: Q) -> Result<usize, Q::Error> {
    let mut worker = Worker::new(queue);
    let leased = worker.queue.limits().leased;
    let count = worker.claim(leased).await?;
    worker.finish().await;
    Ok(count)
}

struct Worker<Q: Queue> {
    queue: Arc<Q>,
    hosts: HostLimiter,
    permits: Arc<Semaphore>,
    running: JoinSet<FinishedJob<Q>>,
}

struct FinishedJob<Q: Queue> {
    job: Q::Job,
    host: String,
    /// None when nothing was attempted: the job waits until its lease expires.
    outcome: Option<Q::Outcome>,
}

impl<Q: Queue> Worker<Q> {
    fn new(queue: Q) -> Self {
        let limits = queue.limits();
        Self {
            queue: Arc::new(queue),
            hosts: HostLimiter::new(limits.per_host),
            permits: Arc::new(Semaphore::new(limits.at_once)),
            running: JoinSet::new(),
        }
    }

    /// Claims as many jobs as there is room for. Returns how long the worker may sleep, unless a job finishes or it is woken.
    async fn fill(&mut self, is_woken: &mut bool) -> Result<Duration, Q::Error> {
        let limits = self.queue.limits();
        let room = limits.leased - self.running.len();
        // With limits per host, those who wait may be others than those who occupy the worker. Without, small claims only cost.
        let least = if limits.per_host < limits.leased { 1 } else { limits.leased.div_ceil(2) };
        if room < least {
            return Ok(limits.look_every);
        }
        if !*is_woken {
            let pause = self.until_due().await?;
            if pause > Duration::ZERO {
                return Ok(pause);
            }
        }
        // The transaction that woke the worker may still be open. A claim waits for its commit; a look without a lock would not.
        let count = self.claim(room).await?;
        *is_woken = false;
        if count > 0 { Ok(Duration::ZERO) } else { self.until_due().await }
    }

    async fn until_due(&self) -> Result<Duration, Q::Error> {
        let longest = self.queue.limits().look_every;
        let Some(due) = earliest(&*self.queue, &self.hosts).await? else { return Ok(longest) };
        let wait = u64::try_from(due - self.queue.store().now()).unwrap_or_default();
        Ok(longest.min(Duration::from_millis(wait)))
    }

    async fn claim(&mut self, room: usize) -> Result<usize, Q::Error> {
        let claimed = claim(&*self.queue, &mut self.hosts, room).await?;
        let count = claimed.len();
        for job in claimed {
            self.running.spawn(attempt(self.queue.clone(), self.permits.clone(), job));
        }
        Ok(count)
    }

    async fn next_finished(&mut self) -> Option<FinishedJob<Q>> {
        self.running.join_next().await.map(|done| done.expect("BUG: a panic of a job is caught"))
    }

    async fn finish(&mut self) {
        while let Some(finished) = self.next_finished().await {
            self.record(finished).await;
        }
    }

    /// Records this result, and with it what else has finished.
    async fn record(&mut self, first: FinishedJob<Q>) {
        let mut finished = vec![first];
        while finished.len() < PER_TRANSACTION
            && let Some(Some(next)) = self.next_finished().now_or_never()
        {
            finished.push(next);
        }
        let hosts: Vec<String> = finished.iter().map(|one| one.host.clone()).collect();
        if let Err(error) = self.write(finished).await {
            tracing::error!(%error, queue = Q::NAME, "results were not recorded; the jobs are retried when their leases expire");
        }
        hosts.iter().for_each(|host| self.hosts.leave(host));
    }

    async fn write(&self, finished: Vec<FinishedJob<Q>>) -> Result<(), Q::Error> {
        let attempted: Vec<_> =
            finished.into_iter().filter_map(|one| Some((one.job, one.outcome?))).collect();
        if attempted.is_empty() {
            return Ok(());
        }
        let transaction = self.queue.store().write().await?;
        for (job, outcome) in attempted {
            let (savepoint, id) = (transaction.begin().await?, Q::id(&job).to_owned());
            let recorded = self.queue.record(&savepoint, job, outcome).await;
            if let Err(error) = connection::settle(savepoint, recorded).await? {
                tracing::error!(%error, queue = Q::NAME, id, "a result was not recorded; the job is retried when its lease expires");
            }
        }
        Ok(transaction.commit().await?)
    }
}

async fn attempt<Q: Queue>(
    queue: Arc<Q>,
    permits: Arc<Semaphore>,
    claimed: Claimed<Q::Job>,
) -> FinishedJob<Q> {
    let Claimed { job, host, leased_until } = claimed;
    let _permit = permits.acquire().await;
    // Another worker may have claimed it by now.
    if queue.store().clock.steady() >= leased_until {
        return FinishedJob { job, host, outcome: None };
    }
    let outcome = match AssertUnwindSafe(queue.work(&job)).catch_unwind().await {
        Ok(outcome) => Some(outcome),
        Err(_) => {
            tracing::error!(queue = Q::NAME, id = Q::id(&job), "a job panicked");
            queue.panicked(&job)
        }
    };
    FinishedJob { job, host, outcome }
}
