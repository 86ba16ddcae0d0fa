//! The database's catalogue: its tables, their keys, and the references between columns.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use database::sql::Sql;
use web::error::Error;

/// Columns that refer to a table only by convention, without a foreign key.
const BY_NAME: [(&str, &str); 11] = [
    ("organisation_id", "organisation"),
    ("user_id", "user"),
    ("client_id", "client"),
    ("service_id", "service"),
    ("service_id", "notify_service"),
    ("resident_id", "resident"),
    ("callout_id", "callout"),
    ("responder_id", "responder"),
    ("supplier_id", "supplier"),
    ("site_id", "site"),
    ("notify_message_id", "notify_message"),
];

/// Tables whose rows are handled separately, or refer to nothing.
const LEFT_OUT: [&str; 4] = ["notification_history", "seaql_migrations", "setting", "lease"];

/// A column that refers to a column of another table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reference {
    pub(crate) table: String,
    pub(crate) column: String,
    pub(crate) to_column: String,
}

#[derive(FromQueryResult)]
struct Column {
    table: String,
    name: String,
    key: i32,
}

#[derive(FromQueryResult)]
struct Foreign {
    table: String,
    name: String,
    to_table: String,
    to_column: String,
}

/// The references between tables.
pub(crate) struct Catalogue {
    keys: BTreeMap<String, Vec<String>>,
    references: BTreeMap<String, BTreeSet<Reference>>,
}

impl Catalogue {
    pub(crate) async fn read(db: &impl ConnectionTrait) -> Result<Self, Error> {
        let (columns, foreign) = match db.get_database_backend() {
            DbBackend::Postgres => (POSTGRES_COLUMNS, POSTGRES_FOREIGN),
            _ => (SQLITE_COLUMNS, SQLITE_FOREIGN),
        };
        let columns = Sql::new(columns).all::<Column>(db).await?;
        let foreign = Sql::new(foreign).all::<Foreign>(db).await?;
        let mut catalogue = Self { keys: BTreeMap::new(), references: BTreeMap::new() };
        for column in columns.iter().filter(|column| column.key > 0) {
            catalogue.keys.entry(column.table.clone()).or_default().push(column.name.clone());
        }
        for row in foreign {
            catalogue.add(&row.table, &row.name, &row.to_table, &row.to_column);
        }
        for column in &columns {
            for (_, to) in BY_NAME.iter().filter(|(name, _)| *name == column.name) {
                catalogue.add(&column.table, &column.name, to, "id");
            }
        }
        Ok(catalogue)
    }

    fn add(&mut self, table: &str, column: &str, to: &str, to_column: &str) {
        if LEFT_OUT.contains(&table) || table == to {
            return;
        }
        let reference =
            Reference { table: table.to_owned(), column: column.to_owned(), to_column: to_column.to_owned() };
        self.references.entry(to.to_owned()).or_default().insert(reference);
    }

    /// All references to this table.
    pub(crate) fn to(&self, table: &str) -> Vec<Reference> {
        self.references.get(table).map(|all| all.iter().cloned().collect()).unwrap_or_default()
    }

    pub(crate) fn is_pointed_to(&self, table: &str) -> bool {
        self.references.contains_key(table)
    }

    /// The primary key, if it is a single column.
    pub(crate) fn single_key(&self, table: &str) -> Option<String> {
        self.keys.get(table).filter(|keys| keys.len() == 1).map(|keys| keys[0].clone())
    }

    /// The primary key of a table that others refer to.
    pub(crate) fn key(&self, table: &str) -> String {
        self.single_key(table).unwrap_or_else(|| "id".to_owned())
    }
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS \"table\", c.name AS name, c.pk AS key FROM sqlite_master m, \
     pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE \
     'notification_text%'";

const SQLITE_FOREIGN: &str = "SELECT m.name AS \"table\", f.\"from\" AS name, f.\"table\" AS to_table, \
     COALESCE(f.\"to\", 'id') AS to_column FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";

const POSTGRES_COLUMNS: &str = "SELECT c.table_name::text AS \"table\", c.column_name::text AS name, \
     (CASE WHEN EXISTS (SELECT 1 FROM information_schema.table_constraints t JOIN information_schema.key_column_usage k \
     ON k.constraint_name = t.constraint_name AND k.table_schema = t.table_schema WHERE t.constraint_type = 'PRIMARY KEY' \
     AND t.table_schema = c.table_schema AND k.table_name = c.table_name AND k.column_name = c.column_name) \
     THEN 1 ELSE 0 END)::int4 AS key FROM information_schema.columns c WHERE c.table_schema = current_schema() AND \
     c.table_name <> 'notification_text'";

const POSTGRES_FOREIGN: &str = "SELECT k.table_name::text AS \"table\", k.column_name::text AS name, \
     u.table_name::text AS to_table, u.column_name::text AS to_column FROM information_schema.table_constraints t \
     JOIN information_schema.key_column_usage k ON k.constraint_name = t.constraint_name AND k.table_schema = t.table_schema \
     JOIN information_schema.constraint_column_usage u ON u.constraint_name = t.constraint_name AND u.table_schema = \
     t.table_schema WHERE t.constraint_type = 'FOREIGN KEY' AND t.table_schema = current_schema()";

#[derive(FromQueryResult)]
struct Statement {
    sql: String,
}

/// Drops the triggers that protect the history, and returns the statements that restore them.
pub(crate) async fn unlock_history(db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("ALTER TABLE notification_history DISABLE TRIGGER USER").await?;
        return Ok(vec!["ALTER TABLE notification_history ENABLE TRIGGER USER".to_owned()]);
    }
    let find =
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'notification_history_no_delete'";
    let locks = Sql::new(find).all::<Statement>(db).await?;
    db.execute_unprepared("DROP TRIGGER IF EXISTS notification_history_no_delete").await?;
    Ok(locks.into_iter().map(|row| row.sql).collect())
}

/// Restores the triggers.
pub(crate) async fn lock_history(db: &impl ConnectionTrait, locks: Vec<String>) -> Result<(), Error> {
    for lock in locks {
        db.execute_unprepared(&lock).await?;
    }
    Ok(())
}
