//! Notifications: the services that send them, their audiences, each person's tray, and the history, whose rows cannot be
//! changed; with the processes, follow-on links and guidelines that cause notifications or belong to them.
//!
//! A tray has one row for each notification of each person, with copies of the fields that lists filter by. So the cost of a page
//! depends neither on the number of notifications nor on other readers.

mod rules;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::migration::columns::{counting_id, foreign_key, integer, reference, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_notifications"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in [
            service(),
            notification(),
            audience(),
            tray(),
            tray_item(),
            history(),
            process(),
            threshold(),
            follow_on_link(),
            guideline(),
            breach(),
            record(),
        ] {
            manager.create_table(table.take()).await?;
        }
        let db = manager.get_connection();
        for index in rules::INDEXES {
            db.execute_unprepared(index).await?;
        }
        let special = match manager.get_database_backend() {
            DbBackend::Postgres => &rules::POSTGRES[..],
            _ => &rules::SQLITE[..],
        };
        for statement in special {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

fn maybe_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().take()
}

fn maybe_time(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().take()
}

fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().take()
}

fn service() -> TableCreateStatement {
    Table::create()
        .table("service")
        .col(text("id").primary_key())
        .col(reference("customer_id").not_null())
        .col(text("name"))
        .col(text("name_key"))
        .col(text("key_hash").unique_key())
        .col(text("key_sealed"))
        .col(time("key_made_at"))
        .col(maybe_text("callback_url"))
        .col(flag("active"))
        .col(maybe_time("last_sent_at"))
        .col(time("created_at"))
        .foreign_key(&mut foreign_key("service", "customer_id", "customer", "id"))
        .take()
}

fn notification() -> TableCreateStatement {
    Table::create()
        .table("notification")
        .col(ColumnDef::new("seq").big_integer().not_null().auto_increment().primary_key())
        .col(text("id").unique_key())
        .col(reference("customer_id").not_null())
        .col(text("notification_type"))
        .col(maybe_text("target_id"))
        .col(maybe_text("target_type"))
        .col(maybe_text("user_email"))
        .col(maybe_text("message"))
        .col(maybe_text("service_id"))
        .col(maybe_text("created_by_user_id"))
        .col(text("created_by"))
        .col(maybe_text("template_id"))
        .col(maybe_text("mobile_number"))
        .col(maybe_text("email"))
        .col(maybe_text("personalisation"))
        .col(maybe_text("attachments"))
        .col(flag("require_action"))
        .col(flag("require_email"))
        .col(flag("require_sms"))
        .col(flag("require_letter"))
        .col(maybe_text("follow_on_url"))
        .col(maybe_time("due_at"))
        .col(reference("site_id"))
        .col(text("audience"))
        .col(maybe_text("action_type"))
        .col(maybe_text("action_note"))
        .col(maybe_text("action_by"))
        .col(maybe_text("action_by_name"))
        .col(maybe_time("action_at"))
        .col(flag("decided"))
        .col(maybe_text("visit_answer"))
        .col(maybe_text("visit_note"))
        .col(maybe_time("visit_at"))
        .col(maybe_text("once").unique_key())
        .col(maybe_text("topic"))
        .col(integer("version"))
        .col(time("created_at"))
        .col(time("touched_at"))
        .col(maybe_time("arrives_at"))
        .col(maybe_time("told_at"))
        .col(maybe_time("deleted_at"))
        .col(maybe_time("erased_at"))
        .foreign_key(&mut foreign_key("notification", "customer_id", "customer", "id"))
        .foreign_key(&mut foreign_key("notification", "service_id", "service", "id"))
        .take()
}

/// The audience of a notification, as keys, so that somebody who joins a team later finds its open notifications.
fn audience() -> TableCreateStatement {
    Table::create()
        .table("notification_audience")
        .col(text("key"))
        .col(integer("seq"))
        .primary_key(Index::create().col("key").col("seq"))
        .foreign_key(&mut foreign_key("notification_audience", "seq", "notification", "seq"))
        .take()
}

fn tray() -> TableCreateStatement {
    Table::create()
        .table("tray")
        .col(counting_id())
        .col(text("user_id").unique_key())
        .col(integer("unread"))
        .col(integer("revision"))
        .check(Expr::col("unread").gte(0))
        .foreign_key(&mut foreign_key("tray", "user_id", "user", "id"))
        .take()
}

fn tray_item() -> TableCreateStatement {
    Table::create()
        .table("tray_item")
        .col(integer("tray_id"))
        .col(integer("seq"))
        .col(maybe_time("read_at"))
        .col(maybe_time("removed_at"))
        .col(integer("revision"))
        .col(flag("as_sender"))
        .col(text("notification_type"))
        .col(maybe_text("target_type"))
        .col(maybe_text("target_id"))
        .col(maybe_text("user_email"))
        .col(reference("site_id"))
        .col(flag("require_action"))
        .col(flag("decided"))
        .primary_key(Index::create().col("tray_id").col("seq"))
        .foreign_key(&mut foreign_key("tray_item", "tray_id", "tray", "id"))
        .foreign_key(&mut foreign_key("tray_item", "seq", "notification", "seq"))
        .take()
}

/// Without foreign keys, because the history is kept when its notification is deleted.
fn history() -> TableCreateStatement {
    Table::create()
        .table("notification_history")
        .col(counting_id())
        .col(text("notification_id"))
        .col(time("at"))
        .col(maybe_time("made_at"))
        .col(text("by_name"))
        .col(maybe_text("by_email"))
        .col(text("action"))
        .col(maybe_text("note"))
        .col(text("hash"))
        .take()
}

fn process() -> TableCreateStatement {
    Table::create()
        .table("process")
        .col(reference("customer_id").not_null())
        .col(text("id"))
        .col(text("kind"))
        .col(text("state"))
        .col(text("owner"))
        .col(time("updated_at"))
        .col(maybe_time("told_at"))
        .primary_key(Index::create().col("customer_id").col("id"))
        .foreign_key(&mut foreign_key("process", "customer_id", "customer", "id"))
        .take()
}

fn threshold() -> TableCreateStatement {
    Table::create()
        .table("threshold")
        .col(reference("customer_id").not_null())
        .col(text("kind"))
        .col(integer("days"))
        .primary_key(Index::create().col("customer_id").col("kind"))
        .foreign_key(&mut foreign_key("threshold", "customer_id", "customer", "id"))
        .take()
}

fn follow_on_link() -> TableCreateStatement {
    Table::create()
        .table("follow_on_link")
        .col(reference("customer_id").not_null())
        .col(text("target_type"))
        .col(text("template"))
        .primary_key(Index::create().col("customer_id").col("target_type"))
        .foreign_key(&mut foreign_key("follow_on_link", "customer_id", "customer", "id"))
        .take()
}

/// An empty `service_id` means every service without a guideline of its own.
fn guideline() -> TableCreateStatement {
    Table::create()
        .table("guideline")
        .col(reference("customer_id").not_null())
        .col(text("measure"))
        .col(text("service_id"))
        .col(integer("most"))
        .primary_key(Index::create().col("customer_id").col("measure").col("service_id"))
        .foreign_key(&mut foreign_key("guideline", "customer_id", "customer", "id"))
        .take()
}

fn breach() -> TableCreateStatement {
    Table::create()
        .table("breach")
        .col(text("service_id"))
        .col(text("measure"))
        .col(time("since"))
        .primary_key(Index::create().col("service_id").col("measure"))
        .foreign_key(&mut foreign_key("breach", "service_id", "service", "id"))
        .take()
}

/// The records that the demo's notifications are about. In an installation other systems hold them.
fn record() -> TableCreateStatement {
    Table::create()
        .table("record")
        .col(reference("customer_id").not_null())
        .col(text("kind"))
        .col(text("id"))
        .col(text("title"))
        .col(text("state"))
        .col(text("facts"))
        .col(text("events"))
        .primary_key(Index::create().col("customer_id").col("kind").col("id"))
        .foreign_key(&mut foreign_key("record", "customer_id", "customer", "id"))
        .take()
}
