//! Messages that leave: what is to be sent by e-mail, text and letter, and the sender that carries it.

use sea_orm_migration::prelude::*;

use super::{one_of, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_sender"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(message().take()).await?;
        for (name, table, columns) in [
            ("message_due", "message", &["due_at"][..]),
            ("message_notification", "message", &["notification_id"]),
            ("message_service", "message", &["service_id", "created_at"]),
            ("message_throttle", "message", &["recipient_hash", "created_at"]),
            ("message_sender", "message", &["sender_id"]),
        ] {
            create_index(manager, name, table, columns, false).await?;
        }
        Ok(())
    }
}

async fn create_index(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    if unique {
        index.unique();
    }
    manager.create_index(index.to_owned()).await
}

fn maybe_text(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.text().null();
    column
}

fn maybe_time(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.big_integer().null();
    column
}

fn message() -> TableCreateStatement {
    Table::create()
        .table("message")
        .col(text("id").primary_key())
        .col(maybe_text("service_id"))
        .col(maybe_text("notification_id"))
        .col(maybe_text("service_key"))
        .col(one_of("channel", &["email", "text", "letter"]))
        .col(maybe_text("recipient"))
        .col(text("recipient_hash"))
        .col(maybe_text("template_id"))
        .col(maybe_text("content"))
        .col(text("content_hash"))
        .col(maybe_text("reference"))
        .col(text("status"))
        .col(maybe_text("failure"))
        .col(maybe_text("sender_id"))
        .col(maybe_text("document_id"))
        .col(time("attempts"))
        .col(maybe_time("tried_at"))
        .col(maybe_time("due_at"))
        .col(maybe_text("holder"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .col(maybe_time("sent_at"))
        .col(maybe_time("completed_at"))
        .take()
}
