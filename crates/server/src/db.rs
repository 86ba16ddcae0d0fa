//! The database: one code path for an embedded SQLite file and for PostgreSQL.

use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::error::Error;

/// PostgreSQL's advisory lock that stands for SQLite's single writer.
const WRITER_LOCK: i64 = 0x746f_6373_696e;

/// PostgreSQL's advisory lock for changing tables; another one, since migrations may write.
const MIGRATION_LOCK: i64 = WRITER_LOCK + 1;

/// The database. Reads go straight to it (it is a connection); writes go through [`Db::write`].
#[derive(Clone)]
pub struct Db {
    connection: DatabaseConnection,
    writer: Arc<Mutex<()>>,
}

impl Deref for Db {
    type Target = DatabaseConnection;

    fn deref(&self) -> &DatabaseConnection {
        &self.connection
    }
}

/// A transaction that holds the write lock from its start, so that what it read cannot change before it
/// commits. Dropped without [`commit`](Self::commit) it leaves nothing behind.
pub struct WriteTransaction {
    // Declared first: the transaction must be over before the next writer may begin.
    transaction: DatabaseTransaction,
    _turn: OwnedMutexGuard<()>,
}

impl WriteTransaction {
    /// Puts everything on disk. What it wrote can be searched for from then on.
    pub async fn commit(self) -> Result<(), Error> {
        crate::search::fold_new(&self.transaction).await?;
        Ok(self.transaction.commit().await?)
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
    /// this process queue for it in order; other processes are waited for as long as the busy timeout says.
    ///
    /// Never hold two at once: the second would wait for the first for ever.
    pub async fn write(&self) -> Result<WriteTransaction, Error> {
        let turn = self.writer.clone().lock_owned().await;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let mut tries = 0;
        let transaction = loop {
            match self.connection.begin_with_options(options).await {
                Err(error) if is_busy(&error) && tries < 3 => tries += 1,
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
    /// Makes or changes the tables. Copies of the server that start at once do it one after the other.
    pub async fn migrate<M: MigratorTrait>(&self) -> Result<(), DbErr> {
        if self.connection.get_database_backend() != DbBackend::Postgres {
            return M::up(&self.connection, None).await;
        }
        let lock = self.connection.begin().await?;
        lock.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        M::up(&self.connection, None).await?;
        lock.commit().await
    }
}

fn is_busy(error: &DbErr) -> bool {
    let text = error.to_string();
    text.contains("database is locked") || text.contains("database table is locked")
}

/// Connects to `sqlite:<path>` or `postgres://…`. The error is one line an operator can act on.
pub async fn connect(address: &str) -> Result<Db, String> {
    let mut options = ConnectOptions::new(address);
    options.sqlx_logging(false);
    if address.starts_with("sqlite:") {
        let file = SqliteConnectOptions::from_str(address)
            .map_err(|error| format!("Cannot read the database address {address}: {error}"))?;
        check_writable(file.get_filename())?;
        // A busy disk may take long to make the file.
        options.acquire_timeout(Duration::from_secs(30)).max_connections(8).map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                // What is deleted is overwritten: locations must be gone, not only out of sight.
                .pragma("secure_delete", "on")
                .busy_timeout(Duration::from_secs(5))
        });
    } else {
        options.acquire_timeout(Duration::from_secs(10)).max_connections(16);
    }
    let connection = Database::connect(options)
        .await
        .map_err(|error| format!("Cannot open the database {}: {error}", without_password(address)))?;
    Ok(Db { connection, writer: Arc::default() })
}

/// SQLite's own words for a bad path ("unable to open database file") do not say which or why.
fn check_writable(path: &std::path::Path) -> Result<(), String> {
    let existed = path.exists();
    std::fs::OpenOptions::new().append(true).create(true).open(path).map_err(|error| {
        format!("Cannot write the database file {}: {error}. Choose another with --database.", path.display())
    })?;
    if !existed {
        // The empty file would be a valid database, but one made by SQLite itself gets its rights right.
        let _ = std::fs::remove_file(path);
    }
    Ok(())
}

fn without_password(address: &str) -> String {
    match (address.find("://"), address.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => {
            format!("{}://…{}", &address[..scheme], &address[at..])
        }
        _ => address.to_owned(),
    }
}
