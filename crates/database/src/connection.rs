//! Database connections, with one code path for an embedded SQLite file and for PostgreSQL.
//!
//! There are three connection pools: reads for alarms, all other reads, and writes. So neither bulk reads nor waiting writers can
//! occupy the connections that an alarm needs.

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

use crate::priority::Priority;
use crate::statements::StatementLog;
use write_queue::{WritePermit, WriteQueue};

/// The PostgreSQL advisory lock that allows one writer at a time, as SQLite does.
const WRITER_LOCK: i64 = 0x746f_6373_696e;

/// The PostgreSQL advisory lock for migrations. It differs from `WRITER_LOCK` because migrations may write.
const MIGRATION_LOCK: i64 = WRITER_LOCK + 1;

/// Pool sizes for alarm reads, all other reads, and writes. One writer writes at a time; the second connection is needed while a
/// dropped transaction is still being rolled back.
const ALARM_CONNECTIONS: u32 = 6;
const READ_CONNECTIONS: u32 = 8;
const WRITE_CONNECTIONS: u32 = 2;

/// How long a writer waits while another process holds the database, such as a command of the operator. It is shorter than a
/// request's time-out, so that the caller receives "busy" rather than no response.
const BUSY_PATIENCE: Duration = Duration::from_secs(20);

/// How long SQLite itself waits before it reports "busy".
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The database. It is a connection for reads; writes go through [`Db::write`].
#[derive(Clone)]
pub struct Db {
    reads: DatabaseConnection,
    alarms: DatabaseConnection,
    writes: DatabaseConnection,
    queue: WriteQueue,
    statements: StatementLog,
}

impl Deref for Db {
    type Target = DatabaseConnection;

    fn deref(&self) -> &DatabaseConnection {
        if Priority::current() == Priority::Alarm { &self.alarms } else { &self.reads }
    }
}

/// A transaction that holds the write lock from its start, so that no other writer changes what it has read before it commits. If
/// it is dropped without [`commit`](Self::commit), it is rolled back.
pub struct WriteTransaction {
    // Declared first, so that it is dropped first: the transaction must end before the next writer begins.
    transaction: DatabaseTransaction,
    _permit: WritePermit,
}

impl WriteTransaction {
    /// Commits to disk. New texts are added to the search index first.
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
    /// Begins a writing transaction: `BEGIN IMMEDIATE` on SQLite, an advisory lock on PostgreSQL. Writers of this process queue
    /// by [lane](Priority), alarms first; it waits up to [`BUSY_PATIENCE`] for other processes.
    ///
    /// Never hold two at once: the second would wait for the first and never get the lock.
    pub async fn write(&self) -> Result<WriteTransaction, DbErr> {
        let permit = self.queue.acquire(Priority::current()).await;
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
        Ok(WriteTransaction { transaction, _permit: permit })
    }
}

impl Db {
    /// The log of executed statements.
    pub fn statements(&self) -> &StatementLog {
        &self.statements
    }

    /// Truncates SQLite's write-ahead log, whose old pages still contain erased data. Current readers may delay a part of this.
    pub async fn empty_log(&self) -> Result<(), DbErr> {
        if self.writes.get_database_backend() == DbBackend::Sqlite {
            self.writes.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }

    /// Runs the migrations. Servers that start at the same time run them one after the other.
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

/// Ends a savepoint: commits it on success, rolls it back on an error. The error is returned, and the outer transaction
/// continues.
pub async fn settle<T, E>(attempt: DatabaseTransaction, done: Result<T, E>) -> Result<Result<T, E>, DbErr> {
    match &done {
        Ok(_) => attempt.commit().await?,
        Err(_) => attempt.rollback().await?,
    }
    Ok(done)
}

/// Whether another process holds the database lock.
pub fn is_busy(error: &DbErr) -> bool {
    let text = error.to_string();
    text.contains("database is locked") || text.contains("database table is locked")
}

/// Connects to `sqlite:<path>` or `postgres://…`. The error is one line that tells an operator what to change.
pub async fn connect(address: &str) -> Result<Db, String> {
    if address.starts_with("sqlite:") {
        let file = SqliteConnectOptions::from_str(address)
            .map_err(|error| format!("Cannot read the database address {address}: {error}"))?;
        file::prepare(file.get_filename())?;
    }
    // One after the other, because the first creates the file.
    let mut writes = pool(address, WRITE_CONNECTIONS).await?;
    let mut reads = pool(address, READ_CONNECTIONS).await?;
    let mut alarms = pool(address, ALARM_CONNECTIONS).await?;
    let statements = StatementLog::default();
    [&mut writes, &mut reads, &mut alarms].into_iter().for_each(|pool| statements.attach(pool));
    Ok(Db { reads, alarms, writes, queue: WriteQueue::default(), statements })
}

async fn pool(address: &str, connections: u32) -> Result<DatabaseConnection, String> {
    let mut options = ConnectOptions::new(address);
    options.sqlx_logging(false).max_connections(connections);
    if address.starts_with("sqlite:") {
        // Creating the file can take long on a busy disk.
        options.acquire_timeout(Duration::from_secs(30)).map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                // Overwrites deleted rows, so that deleted locations cannot be recovered from the file.
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
