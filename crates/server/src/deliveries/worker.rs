//! The worker of deliveries. A claim records a running attempt, so that an attempt is known even if nothing else of it survives.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use sea_orm::sea_query::{Expr, Func, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use wire::delivery::{AttemptOutcome, DeliveryState};

use super::attempt::attempt;
use super::outcome::AttemptResult;
use super::record::record;
use super::schedule::WINDOW;
use crate::context::Context;
use database::connection::WriteTransaction;
use database::entity::delivery::{Column, Entity, Model};
use database::entity::delivery_attempt;
use database::store::Store;
use queue::{JobColumns, Limits, Queue, WakeUp};
use web::error::Error;

/// An attempt that was interrupted is repeated even after the window, but only until this many attempts have begun.
const MOST_ATTEMPTS: i64 = 12;

/// The queue of deliveries.
struct Deliveries(Context);

/// A claimed delivery.
struct Job {
    delivery: Model,
    /// Its window passed before this attempt could begin, so none is made.
    is_late: bool,
}

impl Queue for Deliveries {
    type Table = Entity;
    type Job = Job;
    /// None: no attempt was made, because the window has passed.
    type Outcome = Option<AttemptResult>;
    type Error = Error;

    const NAME: &'static str = "deliveries";

    const COLUMNS: JobColumns<Column> = JobColumns {
        id: Column::Id,
        due_at: Column::DueAt,
        leased_until: Column::LeasedUntil,
        attempts: Column::Attempts,
        host: Some(Column::HostKey),
        body: Some(Column::Content),
    };

    fn limits(&self) -> Limits {
        Limits {
            at_once: 256,
            leased: 256,
            // A host that does not answer holds each attempt for ten seconds.
            per_host: 16,
            // An attempt takes at most ten seconds; its result has to be recorded, too.
            lease: 20_000,
            look_every: Duration::from_secs(10),
        }
    }

    fn store(&self) -> &Store {
        &self.0.store
    }

    fn wake_up(&self) -> &WakeUp {
        &self.0.wake_ups.deliveries
    }

    fn filter(&self) -> Condition {
        Condition::all().add(Column::State.eq(DeliveryState::Waiting.as_str()))
    }

    fn claim_columns(&self, now: i64) -> Vec<(Column, SimpleExpr)> {
        let first_start = Func::coalesce([Expr::col(Column::StartedAt), Expr::value(now)]);
        vec![(Column::StartedAt, first_start.into())]
    }

    fn id(job: &Job) -> &str {
        &job.delivery.id
    }

    async fn load(&self, transaction: &WriteTransaction, ids: &[String]) -> Result<Vec<Job>, Error> {
        let now = self.0.now();
        let interrupted = mark_interrupted(&**transaction, ids).await?;
        let rows = Entity::find()
            .filter(Column::Id.is_in(ids))
            .order_by_asc(Column::DueAt)
            .all(&**transaction)
            .await?;
        let job = |delivery: Model| {
            let is_over = delivery.started_at.is_some_and(|started| now >= started + WINDOW);
            // Nobody knows whether an interrupted attempt reached its receiver, so it is repeated after the window, too.
            let is_repeated = interrupted.contains(&delivery.id) && delivery.attempts <= MOST_ATTEMPTS;
            Job { is_late: is_over && !is_repeated, delivery }
        };
        let mut jobs: Vec<Job> = rows.into_iter().map(job).collect();
        begin_attempts(&**transaction, &jobs, now).await?;
        uncount_late(&**transaction, &mut jobs).await?;
        Ok(jobs)
    }

    async fn work(&self, job: &Job) -> Option<AttemptResult> {
        if job.is_late { None } else { Some(attempt(self.0.clone(), job.delivery.clone()).await) }
    }

    fn panicked(&self, _job: &Job) -> Option<Option<AttemptResult>> {
        Some(Some(AttemptResult::failed(AttemptOutcome::Unreachable, "Something went wrong on our side.")))
    }

    async fn record(
        &self,
        transaction: &DatabaseTransaction,
        job: Job,
        outcome: Option<AttemptResult>,
    ) -> Result<(), Error> {
        record(transaction, &self.0, &job.delivery, outcome).await
    }
}

/// Marks attempts that never came to an end. Gives the deliveries whose newest attempt was interrupted, now or before.
async fn mark_interrupted(db: &impl ConnectionTrait, ids: &[String]) -> Result<HashSet<String>, Error> {
    use delivery_attempt::Column as Attempt;
    delivery_attempt::Entity::update_many()
        .filter(Attempt::DeliveryId.is_in(ids))
        .filter(Attempt::Outcome.eq(AttemptOutcome::Running.as_str()))
        .col_expr(Attempt::Outcome, Expr::value(AttemptOutcome::Interrupted.as_str()))
        .exec(db)
        .await?;
    let outcomes: Vec<(String, String)> = delivery_attempt::Entity::find()
        .select_only()
        .columns([Attempt::DeliveryId, Attempt::Outcome])
        .filter(Attempt::DeliveryId.is_in(ids))
        .order_by_asc(Attempt::Number)
        .into_tuple()
        .all(db)
        .await?;
    let newest: HashMap<String, String> = outcomes.into_iter().collect();
    let interrupted = AttemptOutcome::Interrupted.as_str();
    Ok(newest.into_iter().filter(|(_, outcome)| outcome == interrupted).map(|(id, _)| id).collect())
}

async fn begin_attempts(db: &impl ConnectionTrait, jobs: &[Job], now: i64) -> Result<(), Error> {
    let attempts: Vec<_> = jobs
        .iter()
        .filter(|job| !job.is_late)
        .map(|Job { delivery, .. }| delivery_attempt::ActiveModel {
            delivery_id: Set(delivery.id.clone()),
            number: Set(delivery.attempts),
            started_at: Set(now),
            outcome: Set(AttemptOutcome::Running.as_str().to_owned()),
            ..Default::default()
        })
        .collect();
    if !attempts.is_empty() {
        delivery_attempt::Entity::insert_many(attempts).exec_without_returning(db).await?;
    }
    Ok(())
}

/// No attempt is made of a late delivery, so the claim counts none.
async fn uncount_late(db: &impl ConnectionTrait, jobs: &mut [Job]) -> Result<(), Error> {
    let late: Vec<_> = jobs.iter_mut().filter(|job| job.is_late).map(|job| &mut job.delivery).collect();
    if late.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .filter(Column::Id.is_in(late.iter().map(|delivery| delivery.id.as_str())))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
        .exec(db)
        .await?;
    late.into_iter().for_each(|delivery| delivery.attempts -= 1);
    Ok(())
}

/// Runs the worker until the server stops.
pub async fn run(state: Context) {
    let stopping = state.stopping.subscribe();
    queue::run(Deliveries(state), stopping).await;
}

/// Attempts everything that is due and returns when nothing is; for tests, which control the clock.
pub async fn tick(state: &Context) -> Result<(), Error> {
    while queue::work_on_due(Deliveries(state.clone())).await? > 0 {}
    Ok(())
}
