//! Removes everything that `--demo` added to a database, and everything that depends on it. Data of real organisations is kept.
//!
//! The demo's organisations, people, vehicles and services are found by their names. Rows that belong to them are found through
//! the database's own catalogue, so that new tables are covered.

pub(crate) mod catalogue;

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, FromQueryResult};

use super::mark;
use super::messages::SAMPLE;
use super::people::{CLIENT_ID, PLACES, emails};
use super::services::SERVICES;
use crate::auth::account::normal_email;
use crate::context::Context;
use crate::services::id_in;
use catalogue::{Catalogue, Reference};
use database::sql::Sql;
use web::error::Error;

/// Ids of one statement, because databases limit the number of bound values.
const AT_ONCE: usize = 500;

/// Columns of other rows that refer to the demo: they are set to null, and the rows are kept.
const EMPTIED: [(&str, &str); 3] =
    [("callout", "supplier_id"), ("callout", "responder_id"), ("responder", "callout_id")];

/// The number of removed rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RemovalCount {
    /// Rows in total.
    pub rows: u64,
    /// Entries of the notifications' history that were kept, because real entries are chained to them.
    pub history_entries: u64,
}

#[derive(FromQueryResult)]
struct Id {
    id: String,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

/// Removes the demo in one transaction.
pub async fn remove(state: &Context) -> Result<RemovalCount, Error> {
    let transaction = state.write().await?;
    let mut removal =
        Removal { db: &*transaction, catalogue: Catalogue::read(&*transaction).await?, rows: 0 };
    let history_entries = removal.history().await?;
    removal.loose_ends().await?;
    for (table, ids) in removal.roots().await? {
        removal.remove(table, &ids, 0).await?;
    }
    let rows = removal.rows;
    mark::clear(&*transaction).await?;
    transaction.commit().await?;
    state.db.empty_log().await?;
    Ok(RemovalCount { rows, history_entries })
}

struct Removal<'a, C> {
    db: &'a C,
    catalogue: Catalogue,
    rows: u64,
}

impl<C: ConnectionTrait> Removal<'_, C> {
    /// The rows that the demo itself adds, by table.
    async fn roots(&self) -> Result<Vec<(&'static str, Vec<String>)>, Error> {
        let places = PLACES.map(|(id, name)| format!("(id = {id} AND name = '{name}')")).join(" OR ");
        let emails: Vec<_> = emails().iter().map(|email| format!("'{email}'")).collect();
        let emails = emails.join(", ");
        let services: Vec<_> = SERVICES.iter().map(|(_, key)| format!("'{}'", id_in(key))).collect();
        let services = services.join(", ");
        let organisations = format!("SELECT id FROM organisation WHERE {places}");
        let queries = [
            ("notify_service", format!("SELECT id FROM notify_service WHERE id = '{SAMPLE}'")),
            ("template", format!("SELECT id FROM template WHERE created_by IN ({emails})")),
            ("service", format!("SELECT id FROM service WHERE id IN ({services})")),
            ("user", format!("SELECT id FROM \"user\" WHERE email IN ({emails})")),
            ("client", format!("SELECT id FROM client WHERE id = '{CLIENT_ID}'")),
            (
                "responder",
                "SELECT id FROM responder WHERE supplier_id IN (SELECT id FROM supplier WHERE email LIKE \
                 'supplier%@demo.example')"
                    .to_owned(),
            ),
            ("supplier", "SELECT id FROM supplier WHERE email LIKE 'supplier%@demo.example'".to_owned()),
            ("organisation", organisations),
        ];
        let mut roots = Vec::new();
        for (table, query) in queries {
            roots.push((table, self.ids(&query).await?));
        }
        Ok(roots)
    }

    /// The ids that a query returns, as text.
    async fn ids(&self, query: &str) -> Result<Vec<String>, Error> {
        let query = format!("SELECT CAST(id AS TEXT) AS id FROM ({query}) AS found");
        let rows = Sql::new(&query).all::<Id>(self.db).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    /// Removes the rows with these ids, after everything that refers to them.
    async fn remove(&mut self, table: &str, ids: &[String], depth: usize) -> Result<(), Error> {
        assert!(depth < 16, "BUG: two tables refer to each other");
        for part in ids.chunks(AT_ONCE) {
            for reference in self.catalogue.to(table) {
                self.release(&reference, table, part, depth).await?;
            }
            let key = self.catalogue.key(table);
            self.delete(table, &key, part).await?;
        }
        Ok(())
    }

    async fn release(
        &mut self,
        reference: &Reference,
        to: &str,
        ids: &[String],
        depth: usize,
    ) -> Result<(), Error> {
        let Reference { table, column, to_column } = reference;
        let values = self.values(to, to_column, ids).await?;
        if values.is_empty() {
            return Ok(());
        }
        if EMPTIED.contains(&(table, column)) {
            let mut sql = Sql::new(&format!("UPDATE \"{table}\" SET \"{column}\" = NULL WHERE "));
            is_in(&mut sql, column, &values).run(self.db).await?;
            return Ok(());
        }
        match self.catalogue.single_key(table) {
            Some(key) if self.catalogue.is_pointed_to(table) => {
                let mut sql =
                    Sql::new(&format!("SELECT CAST(\"{key}\" AS TEXT) AS id FROM \"{table}\" WHERE "));
                let rows = is_in(&mut sql, column, &values).all::<Id>(self.db).await?;
                let children: Vec<_> = rows.into_iter().map(|row| row.id).collect();
                Box::pin(self.remove(table, &children, depth + 1)).await
            }
            _ => self.delete(table, column, &values).await,
        }
    }

    /// The values of this column in rows with these ids.
    async fn values(&self, table: &str, column: &str, ids: &[String]) -> Result<Vec<String>, Error> {
        let key = self.catalogue.key(table);
        if column == key {
            return Ok(ids.to_vec());
        }
        let mut sql = Sql::new(&format!("SELECT CAST(\"{column}\" AS TEXT) AS id FROM \"{table}\" WHERE "));
        let rows = is_in(&mut sql, &key, ids).all::<Id>(self.db).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    async fn delete(&mut self, table: &str, column: &str, values: &[String]) -> Result<(), Error> {
        let mut sql = Sql::new(&format!("DELETE FROM \"{table}\" WHERE "));
        self.rows += is_in(&mut sql, column, values).run(self.db).await?;
        Ok(())
    }

    /// Removes rows that belong to the demo without a column that refers to it.
    async fn loose_ends(&mut self) -> Result<(), Error> {
        let places = PLACES.map(|(id, name)| format!("(id = {id} AND name = '{name}')")).join(" OR ");
        let organisations = format!("SELECT id FROM organisation WHERE {places}");
        let of_demo = format!("organisation_id IN ({organisations})");
        for statement in [
            format!(
                "DELETE FROM notification_text WHERE rowid IN (SELECT seq FROM notification WHERE {of_demo})"
            ),
            format!(
                "DELETE FROM signing_secret WHERE owner_kind = 'notifier' AND owner_id IN (SELECT CAST(n.id AS TEXT) \
                 FROM notifier n JOIN assistance_provider p ON p.id = n.provider_id WHERE p.{of_demo})"
            ),
            format!(
                "DELETE FROM signing_secret WHERE owner_kind = 'service' AND owner_id IN (SELECT id FROM service WHERE \
                 {of_demo})"
            ),
        ] {
            self.rows += Sql::new(&statement).run(self.db).await?;
        }
        self.messages(&of_demo).await?;
        let names: Vec<_> =
            emails().iter().map(|email| database::digest::hash(&normal_email(email))).collect();
        self.delete("known_device", "name_hash", &names).await?;
        self.delete("sign_in_attempt", "name_hash", &names).await
    }

    /// E-mails, texts and letters of the demo's organisations. Those of deliveries and invitations have no organisation, so they
    /// are found by their cause.
    async fn messages(&mut self, of_demo: &str) -> Result<(), Error> {
        let of_demo = format!(
            "{of_demo} OR id IN (SELECT message_id FROM delivery WHERE {of_demo}) OR notification_id IN (SELECT id FROM \
             notification WHERE {of_demo}) OR reference IN (SELECT 'code ' || id FROM \"user\" WHERE {of_demo}) OR recipient \
             LIKE '%@demo.example'"
        );
        let documents =
            format!("SELECT document_id AS id FROM message WHERE document_id IS NOT NULL AND ({of_demo})");
        let documents = self.ids(&documents).await?;
        self.remove("document", &documents, 0).await?;
        let sent = format!(
            "SELECT id FROM notify_message WHERE id IN (SELECT sender_id FROM message WHERE {of_demo}) OR reference IN (SELECT id \
             FROM message WHERE {of_demo})"
        );
        let sent = self.ids(&sent).await?;
        self.remove("notify_message", &sent, 0).await?;
        let messages = self.ids(&format!("SELECT id FROM message WHERE {of_demo}")).await?;
        self.remove("message", &messages, 0).await
    }

    /// The history of notifications is a chain of hashes and must not be rewritten. It is removed if no real notification has an
    /// entry in it. Otherwise it is kept, and the number of the demo's entries is returned.
    async fn history(&mut self) -> Result<u64, Error> {
        let places = PLACES.map(|(id, name)| format!("(id = {id} AND name = '{name}')")).join(" OR ");
        let demo = format!(
            "SELECT id FROM notification WHERE organisation_id IN (SELECT id FROM organisation WHERE {places})"
        );
        let count = |which: &str| {
            Sql::new(&format!(
                "SELECT COUNT(*) AS count FROM notification_history WHERE notification_id {which} ({demo})"
            ))
        };
        let number = |found: Option<Count>| found.map_or(0, |row| row.count.unsigned_abs());
        let of_demo = number(count("IN").one::<Count>(self.db).await?);
        let others = number(count("NOT IN").one::<Count>(self.db).await?);
        if of_demo == 0 || others > 0 {
            return Ok(of_demo);
        }
        let locks = catalogue::unlock_history(self.db).await?;
        self.rows += Sql::new("DELETE FROM notification_history").run(self.db).await?;
        catalogue::lock_history(self.db, locks).await?;
        Ok(0)
    }
}

/// Whether the column has one of these ids, compared as text so that numbers and UUIDs are treated alike.
fn is_in<'a>(sql: &'a mut Sql, column: &str, ids: &[String]) -> &'a mut Sql {
    let distinct: BTreeSet<_> = ids.iter().collect();
    sql.push(&format!("CAST(\"{column}\" AS TEXT) IN ("));
    sql.bind_all(distinct.into_iter().map(String::as_str)).push(")")
}
