//! Searchable texts, folded so that both databases match them alike. Triggers copy each text that is written; texts that exist
//! already are folded here.

use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

use crate::migration::columns::{one_of, text};

pub(super) struct Migration;

/// Kind, table and columns; the kinds are those of `search::Text`.
const TEXTS: [(&str, &str, &[&str]); 7] = [
    ("user", "\"user\"", &["name", "email"]),
    ("site", "site", &["name"]),
    ("site_address", "site", &["address"]),
    ("resident", "resident", &["name", "surname"]),
    ("resident_email", "resident", &["email"]),
    ("provider", "assistance_provider", &["name", "label"]),
    ("notifier", "notifier", &["name", "address"]),
];

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0012_search_text"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut folded = ColumnDef::new("folded");
        folded.boolean().not_null().default(false);
        let table = Table::create()
            .table("search_text")
            .col(one_of("kind", &TEXTS.map(|(kind, ..)| kind)))
            .col(text("row_id"))
            .col(text("words"))
            .col(folded)
            .primary_key(Index::create().col("kind").col("row_id"))
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        db.execute_unprepared("CREATE INDEX search_text_new ON search_text (kind) WHERE folded = FALSE")
            .await?;
        for (kind, table, columns) in TEXTS {
            let words = |row: &str| {
                let columns = columns.iter().map(|column| format!("COALESCE({row}{column}, '')"));
                columns.collect::<Vec<_>>().join(" || ' ' || ")
            };
            let back_fill = format!(
                "INSERT INTO search_text (kind, row_id, words, folded) \
                 SELECT '{kind}', CAST(id AS TEXT), {}, FALSE FROM {table}",
                words("")
            );
            db.execute_unprepared(&back_fill).await?;
            for trigger in triggers(db.get_database_backend(), kind, table, columns, &words("NEW.")) {
                db.execute_unprepared(&trigger).await?;
            }
        }
        crate::search::fold_new(db).await?;
        crate::notification_search::fold_all(db).await
    }
}

fn triggers(backend: DbBackend, kind: &str, table: &str, columns: &[&str], words: &str) -> Vec<String> {
    let put = format!(
        "INSERT INTO search_text (kind, row_id, words, folded) \
         VALUES ('{kind}', CAST(NEW.id AS TEXT), {words}, FALSE) \
         ON CONFLICT (kind, row_id) DO UPDATE SET words = excluded.words, folded = FALSE;"
    );
    let drop = format!("DELETE FROM search_text WHERE kind = '{kind}' AND row_id = CAST(OLD.id AS TEXT);");
    let update = format!("UPDATE OF {}", columns.join(", "));
    let events = [("insert", "INSERT", &put), ("update", &update, &put), ("delete", "DELETE", &drop)];
    let name = |event: &str| format!("search_{kind}_{event}");
    events
        .into_iter()
        .flat_map(|(event, when, body)| {
            let name = name(event);
            if backend == DbBackend::Postgres {
                return vec![
                    format!(
                        "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS \
                         $$ BEGIN {body} RETURN NULL; END $$"
                    ),
                    format!(
                        "CREATE TRIGGER {name} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
                    ),
                ];
            }
            vec![format!("CREATE TRIGGER {name} AFTER {when} ON {table} BEGIN {body} END")]
        })
        .collect()
}
