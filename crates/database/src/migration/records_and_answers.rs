//! Records that services maintain, links per service, residents' replies to notifications, and answers to assistance requests by
//! people without an account.

use sea_orm_migration::prelude::*;
use wire::assistance::AnswerChoice;

use crate::migration::columns::{counting_id, foreign_key, one_of, reference, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0019_records_and_answers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in added() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        for table in [link_template(), reply(), answer()] {
            manager.create_table(table).await?;
        }
        for statement in MOVES {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

/// Columns that are added to existing tables.
fn added() -> [(&'static str, ColumnDef); 4] {
    [
        ("service", ColumnDef::new("contact").text().take()),
        ("record", ColumnDef::new("service_id").text().take()),
        ("record", text("actions").default("[]").take()),
        ("record", time("updated_at").default(0).take()),
    ]
}

/// An empty `service_id` means every service without a link of its own.
fn link_template() -> TableCreateStatement {
    Table::create()
        .table("link_template")
        .col(reference("customer_id").not_null())
        .col(text("service_id"))
        .col(text("target_type"))
        .col(text("template"))
        .primary_key(Index::create().col("customer_id").col("service_id").col("target_type"))
        .foreign_key(&mut foreign_key("link_template", "customer_id", "customer", "id"))
        .take()
}

/// One notification may be for many residents, so each has a reply of their own.
fn reply() -> TableCreateStatement {
    Table::create()
        .table("notification_reply")
        .col(reference("seq").not_null())
        .col(text("user_id"))
        .col(text("name"))
        .col(text("answer"))
        .col(ColumnDef::new("note").text())
        .col(time("replied_at"))
        .primary_key(Index::create().col("seq").col("user_id"))
        .foreign_key(&mut foreign_key("notification_reply", "seq", "notification", "seq"))
        .foreign_key(&mut foreign_key("notification_reply", "user_id", "user", "id"))
        .take()
}

/// Answers to requests, also by people without an account. The table needs a new name, because another connection may still have
/// the old table in its schema cache.
fn answer() -> TableCreateStatement {
    Table::create()
        .table("assistance_reply")
        .col(counting_id())
        .col(reference("request_id").not_null())
        .col(ColumnDef::new("user_id").text())
        .col(reference("notifier_id"))
        .col(text("name"))
        .col(one_of("answer", &AnswerChoice::ALL.map(AnswerChoice::as_str)))
        .col(time("answered_at"))
        .foreign_key(&mut foreign_key("assistance_reply", "request_id", "assistance_request", "id"))
        .foreign_key(&mut foreign_key("assistance_reply", "user_id", "user", "id"))
        .take()
}

/// Copies the rows of the old tables. Nothing refers to the id of an answer, so each gets a new one, in the same order.
const MOVES: [&str; 6] = [
    "INSERT INTO link_template (customer_id, service_id, target_type, template) \
     SELECT customer_id, '', target_type, template FROM follow_on_link",
    "DROP TABLE follow_on_link",
    "INSERT INTO assistance_reply (request_id, user_id, name, answer, answered_at) \
     SELECT request_id, user_id, name, answer, answered_at FROM assistance_answer ORDER BY id",
    "DROP TABLE assistance_answer",
    "CREATE INDEX assistance_reply_request ON assistance_reply (request_id)",
    "CREATE INDEX resident_mobile ON resident (customer_id, mobile)",
];
