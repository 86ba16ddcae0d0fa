//! The outbox of e-mails, texts and letters, and the embedded GOV.UK Notify compatible service.
//!
//! Long because a migration is one step: its tables are created together, and it is never edited.

use sea_orm_migration::prelude::*;

use crate::migration::columns::{foreign_key, integer, one_of, reference, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_sender"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in [
            message(),
            sender_service(),
            sender_key(),
            sender_identity(),
            sender_bucket(),
            sender_day(),
            template(),
            template_version(),
            sent(),
            sent_pdf(),
            sent_file(),
            received_text(),
            receipt(),
            document(),
        ] {
            manager.create_table(table.take()).await?;
        }
        for (name, table, columns) in [
            ("message_due", "message", &["due_at"][..]),
            ("message_notification", "message", &["notification_id"]),
            ("message_service", "message", &["service_id", "created_at"]),
            ("message_throttle", "message", &["recipient_hash", "created_at"]),
            ("message_sender", "message", &["sender_id"]),
            ("sender_key_service", "sender_key", &["service_id"]),
            ("sender_identity_service", "sender_identity", &["service_id"]),
            ("template_service", "template", &["service_id", "kind"]),
            ("sent_due", "sent", &["due_at"]),
            ("sent_service", "sent", &["service_id", "id"]),
            ("sent_reference", "sent", &["service_id", "reference"]),
            ("sent_created", "sent", &["created_at"]),
            ("sent_file_expires", "sent_file", &["expires_at"]),
            ("received_text_service", "received_text", &["service_id", "id"]),
            ("receipt_due", "receipt", &["due_at"]),
            ("document_created", "document", &["created_at"]),
        ] {
            create_index(manager, name, table, columns).await?;
        }
        let once =
            Index::create().name("sent_once").table("sent").col("service_id").col("once").unique().to_owned();
        manager.create_index(once).await?;
        Ok(())
    }
}

async fn create_index(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    manager.create_index(index.to_owned()).await
}

fn maybe_text(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.text().null();
    column
}

fn maybe_integer(name: &'static str) -> ColumnDef {
    maybe_time(name)
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
        .col(maybe_text("service_name"))
        .col(reference("customer_id"))
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
        .col(maybe_text("report"))
        .col(maybe_text("sender_id"))
        .col(maybe_text("document_id"))
        .col(integer("attempts"))
        .col(maybe_time("tried_at"))
        .col(maybe_time("due_at"))
        .col(maybe_text("holder"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .col(maybe_time("sent_at"))
        .col(maybe_time("completed_at"))
        .take()
}

fn sender_service() -> TableCreateStatement {
    Table::create()
        .table("sender_service")
        .col(text("id").primary_key())
        .col(text("name"))
        .col(maybe_integer("customer_id"))
        .col(maybe_text("contact"))
        .col(maybe_text("callback_url"))
        .col(maybe_text("callback_token"))
        .col(ColumnDef::new("active").boolean().not_null())
        .col(ColumnDef::new("international").boolean().not_null())
        .col(integer("rate_limit"))
        .col(integer("email_limit"))
        .col(integer("sms_limit"))
        .col(integer("letter_limit"))
        .col(time("created_at"))
        .take()
}

fn sender_key() -> TableCreateStatement {
    Table::create()
        .table("sender_key")
        .col(text("id").primary_key())
        .col(text("service_id"))
        .col(text("name"))
        .col(one_of("kind", &["normal", "team", "test"]))
        .col(text("secret"))
        .col(time("created_at"))
        .col(maybe_time("expired_at"))
        .foreign_key(&mut foreign_key("sender_key", "service_id", "sender_service", "id"))
        .take()
}

fn sender_identity() -> TableCreateStatement {
    Table::create()
        .table("sender_identity")
        .col(text("id").primary_key())
        .col(text("service_id"))
        .col(one_of("kind", &["email", "sms", "guest"]))
        .col(text("value"))
        .col(ColumnDef::new("is_default").boolean().not_null())
        .foreign_key(&mut foreign_key("sender_identity", "service_id", "sender_service", "id"))
        .take()
}

fn sender_bucket() -> TableCreateStatement {
    Table::create()
        .table("sender_bucket")
        .col(text("service_id"))
        .col(text("kind"))
        .col(integer("tokens"))
        .col(time("filled_at"))
        .primary_key(Index::create().col("service_id").col("kind"))
        .take()
}

fn sender_day() -> TableCreateStatement {
    Table::create()
        .table("sender_day")
        .col(text("service_id"))
        .col(one_of("channel", &["email", "sms", "letter"]))
        .col(integer("day"))
        .col(integer("sent"))
        .primary_key(Index::create().col("service_id").col("channel").col("day"))
        .take()
}

fn template() -> TableCreateStatement {
    Table::create()
        .table("template")
        .col(text("id").primary_key())
        .col(text("service_id"))
        .col(reference("customer_id"))
        .col(one_of("kind", &["email", "sms", "letter"]))
        .col(text("name"))
        .col(maybe_text("subject"))
        .col(text("body"))
        .col(maybe_text("postage"))
        .col(integer("version"))
        .col(ColumnDef::new("archived").boolean().not_null())
        .col(ColumnDef::new("hidden").boolean().not_null())
        .col(text("created_by"))
        .col(time("created_at"))
        .col(maybe_time("updated_at"))
        .foreign_key(&mut foreign_key("template", "service_id", "sender_service", "id"))
        .take()
}

fn template_version() -> TableCreateStatement {
    Table::create()
        .table("template_version")
        .col(text("template_id"))
        .col(integer("version"))
        .col(text("name"))
        .col(maybe_text("subject"))
        .col(text("body"))
        .col(maybe_text("postage"))
        .col(ColumnDef::new("archived").boolean().not_null())
        .col(text("created_by"))
        .col(time("created_at"))
        .primary_key(Index::create().col("template_id").col("version"))
        .foreign_key(&mut foreign_key("template_version", "template_id", "template", "id"))
        .take()
}

fn sent() -> TableCreateStatement {
    Table::create()
        .table("sent")
        .col(text("id").primary_key())
        .col(text("service_id"))
        .col(one_of("key_kind", &["normal", "team", "test"]))
        .col(one_of("kind", &["email", "sms", "letter"]))
        .col(maybe_text("reference"))
        .col(maybe_text("once"))
        .col(text("recipient"))
        .col(text("normal"))
        .col(text("template_id"))
        .col(integer("template_version"))
        .col(maybe_text("subject"))
        .col(text("body"))
        .col(maybe_text("sender"))
        .col(maybe_text("unsubscribe_url"))
        .col(maybe_text("postage"))
        .col(maybe_integer("pages"))
        .col(text("status"))
        .col(integer("attempts"))
        .col(maybe_time("due_at"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .col(maybe_time("sent_at"))
        .foreign_key(&mut foreign_key("sent", "service_id", "sender_service", "id"))
        .take()
}

fn sent_pdf() -> TableCreateStatement {
    Table::create()
        .table("sent_pdf")
        .col(text("sent_id").primary_key())
        .col(ColumnDef::new("bytes").blob().not_null())
        .foreign_key(&mut foreign_key("sent_pdf", "sent_id", "sent", "id"))
        .take()
}

fn sent_file() -> TableCreateStatement {
    Table::create()
        .table("sent_file")
        .col(text("id").primary_key())
        .col(text("service_id"))
        .col(text("sent_id"))
        .col(text("key_hash"))
        .col(maybe_text("filename"))
        .col(text("content_type"))
        .col(maybe_text("email_hash"))
        .col(ColumnDef::new("bytes").blob().not_null())
        .col(time("created_at"))
        .col(time("expires_at"))
        .take()
}

fn received_text() -> TableCreateStatement {
    Table::create()
        .table("received_text")
        .col(text("id").primary_key())
        .col(text("service_id"))
        .col(text("user_number"))
        .col(text("notify_number"))
        .col(text("content"))
        .col(time("created_at"))
        .take()
}

fn receipt() -> TableCreateStatement {
    Table::create()
        .table("receipt")
        .col(text("id").primary_key())
        .col(text("service_id"))
        .col(text("sent_id"))
        .col(text("body"))
        .col(integer("attempts"))
        .col(maybe_time("due_at"))
        .col(maybe_time("told_at"))
        .col(time("created_at"))
        .take()
}

fn document() -> TableCreateStatement {
    Table::create()
        .table("document")
        .col(text("id").primary_key())
        .col(one_of("kind", &["upload", "sent"]))
        .col(text("filename"))
        .col(text("content_type"))
        .col(integer("size"))
        .col(ColumnDef::new("bytes").blob().not_null())
        .col(maybe_integer("customer_id"))
        .col(maybe_text("service_id"))
        .col(maybe_text("created_by"))
        .col(time("created_at"))
        .take()
}
