//! What a product states about one of its queues.

use std::fmt::Display;
use std::time::Duration;

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{Condition, DatabaseTransaction, DbErr, EntityTrait};

use crate::wake_up::WakeUp;
use database::connection::WriteTransaction;
use database::store::Store;

/// A column of a queue's table.
pub type Column<Q> = <<Q as Queue>::Table as EntityTrait>::Column;

/// The columns by which the rows of a table are jobs. Times are milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct JobColumns<C> {
    /// The primary key, a text.
    pub id: C,
    /// When the job is due; null once it has ended.
    pub due_at: C,
    /// Until when a worker holds it, by the clock of leases; null while none does.
    pub leased_until: C,
    /// How many attempts have begun.
    pub attempts: C,
    /// The host key: few jobs with the same one run at once.
    pub host: Option<C>,
    /// The column that makes rows large, if one does.
    pub body: Option<C>,
}

/// How much one worker takes on.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Jobs that are worked on at the same time.
    pub at_once: usize,
    /// Jobs that are leased at the same time; more than `at_once` saves transactions.
    pub leased: usize,
    /// Jobs of one host that are leased at the same time.
    pub per_host: usize,
    /// How long a lease lasts, in milliseconds. It must outlast one attempt.
    pub lease: i64,
    /// Pause between two looks for jobs that other processes left.
    pub look_every: Duration,
}

/// One queue: a table, and the work on its rows.
pub trait Queue: Send + Sync + 'static {
    /// The table whose rows are jobs.
    type Table: EntityTrait;
    /// A claimed job.
    type Job: Send + Sync + 'static;
    /// The result of one attempt.
    type Outcome: Send + 'static;
    /// Why jobs cannot be loaded, or a result not recorded.
    type Error: Display + From<DbErr> + Send + 'static;

    /// The queue's name in the log.
    const NAME: &'static str;

    /// The columns of the table.
    const COLUMNS: JobColumns<Column<Self>>;

    /// How much one worker takes on.
    fn limits(&self) -> Limits;

    /// The database and the clocks.
    fn store(&self) -> &Store;

    /// What wakes this queue's worker.
    fn wake_up(&self) -> &WakeUp;

    /// Which rows of the table belong to this queue.
    fn filter(&self) -> Condition {
        Condition::all()
    }

    /// Columns that a claim writes beside the lease and the number of attempts.
    fn claim_columns(&self, _now: i64) -> Vec<(Column<Self>, SimpleExpr)> {
        Vec::new()
    }

    /// The id of a job.
    fn id(job: &Self::Job) -> &str;

    /// Loads the jobs that were just leased, in the transaction of the claim. Their number of attempts includes the new one.
    fn load(
        &self,
        transaction: &WriteTransaction,
        ids: &[String],
    ) -> impl Future<Output = Result<Vec<Self::Job>, Self::Error>> + Send;

    /// One attempt. It holds no transaction.
    fn work(&self, job: &Self::Job) -> impl Future<Output = Self::Outcome> + Send;

    /// The result of an attempt that panicked; without one, the job waits until its lease expires.
    fn panicked(&self, _job: &Self::Job) -> Option<Self::Outcome> {
        None
    }

    /// Writes the result, ends the lease and sets when the job is due next: null ends it.
    fn record(
        &self,
        transaction: &DatabaseTransaction,
        job: Self::Job,
        outcome: Self::Outcome,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}
