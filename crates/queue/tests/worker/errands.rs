//! A queue whose jobs do what their host says.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use database::clock::{Clock, SystemRandom};
use database::connection::WriteTransaction;
use database::seal::Sealer;
use database::store::Store;
use queue::{JobColumns, Limits, Queue, WakeUp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set,
};
use tokio::sync::Semaphore;

/// The table of the jobs.
pub mod errand {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "errand")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub host: String,
        pub attempts: i64,
        pub due_at: Option<i64>,
        pub leased_until: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How long a lease lasts.
pub const LEASE: i64 = 20_000;

/// What happened to jobs, and how they are held up; shared by the workers of one test.
#[derive(Clone)]
pub struct Errands {
    pub store: Store,
    pub wake_up: WakeUp,
    pub worked: Arc<Mutex<Vec<String>>>,
    /// Jobs whose host is "slow" need a permit.
    pub slow: Arc<Semaphore>,
    pub running: Arc<AtomicUsize>,
    pub limits: Limits,
}

impl Queue for Errands {
    type Table = errand::Entity;
    type Job = errand::Model;
    type Outcome = ();
    type Error = DbErr;

    const NAME: &'static str = "errands";

    const COLUMNS: JobColumns<errand::Column> = JobColumns {
        id: errand::Column::Id,
        due_at: errand::Column::DueAt,
        leased_until: errand::Column::LeasedUntil,
        attempts: errand::Column::Attempts,
        host: Some(errand::Column::Host),
        body: None,
    };

    fn limits(&self) -> Limits {
        self.limits
    }

    fn store(&self) -> &Store {
        &self.store
    }

    fn wake_up(&self) -> &WakeUp {
        &self.wake_up
    }

    fn id(job: &errand::Model) -> &str {
        &job.id
    }

    async fn load(
        &self,
        transaction: &WriteTransaction,
        ids: &[String],
    ) -> Result<Vec<errand::Model>, DbErr> {
        errand::Entity::find().filter(errand::Column::Id.is_in(ids)).all(&**transaction).await
    }

    async fn work(&self, job: &errand::Model) {
        self.running.fetch_add(1, Ordering::SeqCst);
        if job.host == "slow" {
            self.slow.acquire().await.unwrap().forget();
        }
        self.worked.lock().unwrap().push(job.id.clone());
        assert_ne!(job.host, "panics", "as it should");
    }

    async fn record(
        &self,
        transaction: &DatabaseTransaction,
        job: errand::Model,
        (): (),
    ) -> Result<(), DbErr> {
        let due_at = (job.host == "retries").then(|| self.store.now() + 1000);
        errand::Entity::update_many()
            .filter(errand::Column::Id.eq(&job.id))
            .col_expr(errand::Column::DueAt, Expr::value(due_at))
            .col_expr(errand::Column::LeasedUntil, Expr::value(None::<i64>))
            .exec(transaction)
            .await?;
        if job.host == "unrecorded" { Err(DbErr::Custom("as it should".to_owned())) } else { Ok(()) }
    }
}

impl Errands {
    /// A queue on a database in this folder.
    pub async fn new(folder: &tempfile::TempDir, clock: Arc<dyn Clock>) -> Self {
        let address = format!("sqlite:{}", folder.path().join("queue.db").display());
        let db = database::connection::connect(&address).await.unwrap();
        let table = "CREATE TABLE IF NOT EXISTS errand (id TEXT PRIMARY KEY, host TEXT NOT NULL, attempts BIGINT NOT NULL, \
             due_at BIGINT, leased_until BIGINT)";
        db.execute_unprepared(table).await.unwrap();
        // The commit of a writing transaction looks for texts to fold.
        let folded =
            "CREATE TABLE IF NOT EXISTS search_text (kind TEXT, row_id TEXT, words TEXT, folded BOOLEAN)";
        db.execute_unprepared(folded).await.unwrap();
        let random = Arc::new(SystemRandom);
        let store = Store { db, clock, random, sealer: Sealer::new(&[7; 32]) };
        let limits =
            Limits { at_once: 4, leased: 8, per_host: 2, lease: LEASE, look_every: Duration::from_secs(60) };
        Self {
            store,
            wake_up: WakeUp::default(),
            worked: Arc::default(),
            slow: Arc::new(Semaphore::new(0)),
            running: Arc::default(),
            limits,
        }
    }

    /// Inserts a job.
    pub async fn add(&self, id: &str, host: &str, due_at: i64) {
        let row = errand::ActiveModel {
            id: Set(id.to_owned()),
            host: Set(host.to_owned()),
            attempts: Set(0),
            due_at: Set(Some(due_at)),
            leased_until: Set(None),
        };
        let transaction = self.store.write().await.unwrap();
        row.insert(&*transaction).await.unwrap();
        transaction.commit().await.unwrap();
    }

    /// The job as it is stored.
    pub async fn row(&self, id: &str) -> errand::Model {
        errand::Entity::find_by_id(id).one(&*self.store.db).await.unwrap().unwrap()
    }

    /// The ids of the jobs that were worked on, sorted.
    pub fn worked(&self) -> Vec<String> {
        let mut worked = self.worked.lock().unwrap().clone();
        worked.sort();
        worked
    }

    /// Waits until exactly these jobs were worked on.
    pub async fn until_worked(&self, ids: &[&str]) {
        while self.worked() != ids {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Waits until this many attempts have begun.
    pub async fn until_running(&self, count: usize) {
        while self.running.load(Ordering::SeqCst) < count {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}
