//! The database: one code path for an embedded SQLite file and for PostgreSQL.
//!
//! There are three pools of connections: reads of alarms, all other reads, and writes. So neither bulk reads nor writers that
//! wait can take the connection that an alarm needs.

mod file;
mod write_queue;

use std::ops::Deref;
use std::str::FromStr;
use std::time::{Duration, Instant};

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::lane::Lane;
use write_queue::{Turn, WriteQueue};

/// PostgreSQL's advisory lock that stands for SQLite's single writer.
const WRITER_LOCK: i64 = 0x746f_6373_696e;

/// PostgreSQL's advisory lock for changing tables; another one, since migrations may write.
const MIGRATION_LOCK: i64 = WRITER_LOCK + 1;

/// Connections for reads of alarms, for all other reads, and for writes. One writer writes at a time; the second connection
/// is for the moment in which a dropped transaction is still being rolled back.
const ALARM_CONNECTIONS: u32 = 6;
const READ_CONNECTIONS: u32 = 8;
const WRITE_CONNECTIONS: u32 = 2;

/// How long a writer waits for another process that holds the database, such as a command of the operator's. Shorter than a
/// request may take, so that the caller hears "busy" and not nothing.
const BUSY_PATIENCE: Duration = Duration::from_secs(20);

/// How long SQLite itself waits before it says "busy".
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The database. Reads go straight to it (it is a connection); writes go through [`Db::write`].
#[derive(Clone)]
pub struct Db {
    reads: DatabaseConnection,
    alarms: DatabaseConnection,
    writes: DatabaseConnection,
    queue: WriteQueue,
}

impl Deref for Db {
    type Target = DatabaseConnection;

    fn deref(&self) -> &DatabaseConnection {
        if Lane::current() == Lane::Alarm { &self.alarms } else { &self.reads }
    }
}

/// A transaction that holds the write lock from its start, so that what it read cannot change before it
/// commits. Dropped without [`commit`](Self::commit) it leaves nothing behind.
pub struct WriteTransaction {
    // Declared first: the transaction must be over before the next writer may begin.
    transaction: DatabaseTransaction,
    _turn: Turn,
}

impl WriteTransaction {
    /// Puts everything on disk. What it wrote can be searched for from then on.
    pub async fn commit(self) -> Result<(), DbErr> {
        crate::search::fold_new(&self.transaction).await?;
        self.transaction.commit().await
    }
}

impl Deref for WriteTransaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}

impl Db {
    /// Begins a writing transaction: `BEGIN IMMEDIATE` on SQLite, an advisory lock on PostgreSQL. Writers of
    /// this process queue for it by [lane](Lane), alarms first; other processes are waited for up to [`BUSY_PATIENCE`].
    ///
    /// Never hold two at once: the second would wait for the first for ever.
    pub async fn write(&self) -> Result<WriteTransaction, DbErr> {
        let turn = self.queue.turn(Lane::current()).await;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let began = Instant::now();
        let transaction = loop {
            match self.writes.begin_with_options(options).await {
                Err(error) if is_busy(&error) && began.elapsed() < BUSY_PATIENCE - BUSY_TIMEOUT => {}
                begun => break begun?,
            }
        };
        if transaction.get_database_backend() == DbBackend::Postgres {
            transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({WRITER_LOCK})")).await?;
        }
        Ok(WriteTransaction { transaction, _turn: turn })
    }
}

impl Db {
    /// Empties SQLite's log of earlier pages, which still holds what was erased. Readers may keep a part of it until later.
    pub async fn empty_log(&self) -> Result<(), DbErr> {
        if self.writes.get_database_backend() == DbBackend::Sqlite {
            self.writes.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }

    /// Makes or changes the tables. Copies of the server that start at once do it one after the other.
    pub async fn migrate<M: MigratorTrait>(&self) -> Result<(), DbErr> {
        if self.writes.get_database_backend() != DbBackend::Postgres {
            return M::up(&self.writes, None).await;
        }
        let lock = self.reads.begin().await?;
        lock.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        M::up(&self.writes, None).await?;
        lock.commit().await
    }
}

/// Ends a part of a transaction that was begun for itself (a savepoint): what failed is rolled back and handed back, and the rest
/// of the transaction stands.
pub async fn settle<T, E>(attempt: DatabaseTransaction, done: Result<T, E>) -> Result<Result<T, E>, DbErr> {
    match &done {
        Ok(_) => attempt.commit().await?,
        Err(_) => attempt.rollback().await?,
    }
    Ok(done)
}

/// Whether another process holds the database.
pub fn is_busy(error: &DbErr) -> bool {
    let text = error.to_string();
    text.contains("database is locked") || text.contains("database table is locked")
}

/// Connects to `sqlite:<path>` or `postgres://…`. The error is one line an operator can act on.
pub async fn connect(address: &str) -> Result<Db, String> {
    if address.starts_with("sqlite:") {
        let file = SqliteConnectOptions::from_str(address)
            .map_err(|error| format!("Cannot read the database address {address}: {error}"))?;
        file::prepare(file.get_filename())?;
    }
    // One after the other: the first makes the file.
    let writes = pool(address, WRITE_CONNECTIONS).await?;
    let reads = pool(address, READ_CONNECTIONS).await?;
    let alarms = pool(address, ALARM_CONNECTIONS).await?;
    Ok(Db { reads, alarms, writes, queue: WriteQueue::default() })
}

async fn pool(address: &str, connections: u32) -> Result<DatabaseConnection, String> {
    let mut options = ConnectOptions::new(address);
    options.sqlx_logging(false).max_connections(connections);
    if address.starts_with("sqlite:") {
        // A busy disk may take long to make the file.
        options.acquire_timeout(Duration::from_secs(30)).map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                // What is deleted is overwritten: locations must be gone, not only out of sight.
                .pragma("secure_delete", "on")
                .busy_timeout(BUSY_TIMEOUT)
        });
    } else {
        options.acquire_timeout(Duration::from_secs(10));
    }
    Database::connect(options)
        .await
        .map_err(|error| format!("Cannot open the database {}: {error}", without_password(address)))
}

fn without_password(address: &str) -> String {
    match (address.find("://"), address.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => {
            format!("{}://…{}", &address[..scheme], &address[at..])
        }
        _ => address.to_owned(),
    }
}
