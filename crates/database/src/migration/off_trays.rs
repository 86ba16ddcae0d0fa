//! Keeps a notification that was removed from every tray in the lists of managers, admins and its sender; only superseded
//! notifications leave those lists. Notes of actions move out of the history, so that they can be erased.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::migration::columns::{foreign_key, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0013_off_trays"
    }
}

/// The indexes of an organisation's list, with their columns. The new indexes have new names, because a SQLite connection that
/// has not yet reread the schema would think that the old ones still exist.
const LISTS: [(&str, &str); 7] = [
    ("notification_customer", "customer_id, seq"),
    ("notification_type", "customer_id, notification_type, seq"),
    ("notification_target_type", "customer_id, target_type, seq"),
    ("notification_target", "customer_id, target_id, seq"),
    ("notification_user", "customer_id, user_email, seq"),
    ("notification_site", "customer_id, site_id, seq"),
    ("notification_decided", "customer_id, require_action, decided, seq"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut superseded = ColumnDef::new("superseded");
        superseded.boolean().not_null().default(false);
        manager.alter_table(Table::alter().table("notification").add_column(superseded).to_owned()).await?;
        let db = manager.get_connection();
        db.execute_unprepared(
            "UPDATE notification SET superseded = TRUE WHERE deleted_at IS NOT NULL AND topic IS NOT NULL",
        )
        .await?;
        for (name, columns) in LISTS {
            db.execute_unprepared(&format!("DROP INDEX {name}")).await?;
            let index =
                format!("CREATE INDEX {name}_kept ON notification ({columns}) WHERE superseded = FALSE");
            db.execute_unprepared(&index).await?;
        }
        manager.create_table(notes()).await?;
        manager.create_table(attachments()).await?;
        for statement in [
            "CREATE INDEX notification_note_notification ON notification_note (notification_id)",
            "CREATE INDEX notification_document_document ON notification_document (document_id)",
            "CREATE INDEX message_document ON message (document_id) WHERE document_id IS NOT NULL",
            "CREATE INDEX document_age ON document (created_at)",
            fill(manager.get_database_backend()),
        ] {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

/// The note of an action; the history contains a hash of it.
fn notes() -> TableCreateStatement {
    Table::create()
        .table("notification_note")
        .col(ColumnDef::new("history_id").big_integer().not_null().primary_key())
        .col(text("notification_id"))
        .col(text("salt"))
        .col(text("note"))
        .foreign_key(&mut foreign_key("notification_note", "notification_id", "notification", "id"))
        .take()
}

/// Which documents are attached to which notification.
fn attachments() -> TableCreateStatement {
    Table::create()
        .table("notification_document")
        .col(ColumnDef::new("seq").big_integer().not_null())
        .col(text("document_id"))
        .primary_key(Index::create().col("seq").col("document_id"))
        .foreign_key(&mut foreign_key("notification_document", "seq", "notification", "seq"))
        .take()
}

fn fill(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "INSERT INTO notification_document (seq, document_id) SELECT DISTINCT n.seq, d.value FROM notification n, \
             jsonb_array_elements_text(CAST(n.attachments AS jsonb)) AS d(value) WHERE n.attachments IS NOT NULL"
        }
        _ => {
            "INSERT INTO notification_document (seq, document_id) SELECT DISTINCT n.seq, d.value FROM notification n, \
             json_each(n.attachments) d WHERE n.attachments IS NOT NULL"
        }
    }
}
