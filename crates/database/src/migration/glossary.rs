//! Tables and columns are named by the project's glossary: an organisation is no customer, a token is revoked, and the embedded
//! Notify service has tables of its own name. Indices, triggers and foreign keys follow on both databases.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::TransactionTrait;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0021_glossary"
    }
}

/// Tables whose `customer_id` is an organisation.
const OF_ORGANISATIONS: [&str; 20] = [
    "assistance_provider",
    "assistance_request",
    "caution",
    "client",
    "delivery",
    "document",
    "guideline",
    "link_template",
    "message",
    "notification",
    "process",
    "record",
    "resident",
    "sender_service",
    "service",
    "site",
    "template",
    "threshold",
    "\"user\"",
    "visit",
];

const COLUMNS: [(&str, &str, &str); 15] = [
    ("assistance_try", "tried_at", "attempted_at"),
    ("callout", "cancelled_by_customer", "cancelled_by_resident"),
    ("callout", "customer_happy", "resident_happy"),
    ("client_callout", "cancelled_by_customer", "cancelled_by_resident"),
    ("delivery", "lane", "host_key"),
    ("message", "tried_at", "attempted_at"),
    ("notification", "told_at", "reminded_at"),
    ("process", "told_at", "reminded_at"),
    ("receipt", "sent_id", "notify_message_id"),
    ("receipt", "told_at", "delivered_at"),
    ("resident", "customer_source_id", "source_id"),
    ("sent_file", "sent_id", "notify_message_id"),
    ("sent_pdf", "sent_id", "notify_message_id"),
    ("sign_in_try", "tried_at", "attempted_at"),
    ("token", "struck_at", "revoked_at"),
];

const TABLES: [(&str, &str); 11] = [
    ("assistance_try", "assistance_attempt"),
    ("customer", "organisation"),
    ("sender_bucket", "notify_bucket"),
    ("sender_day", "notify_day"),
    ("sender_identity", "notify_identity"),
    ("sender_key", "notify_key"),
    ("sender_service", "notify_service"),
    ("sent", "notify_message"),
    ("sent_file", "notify_file"),
    ("sent_pdf", "notify_pdf"),
    ("sign_in_try", "sign_in_attempt"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // On one connection: another one would still know the tables by their former names.
        let transaction = manager.get_connection().begin().await?;
        let organisations = OF_ORGANISATIONS.iter().map(|table| (*table, "customer_id", "organisation_id"));
        for (table, from, to) in organisations.chain(COLUMNS) {
            let rename = format!("ALTER TABLE {table} RENAME COLUMN {from} TO {to}");
            transaction.execute_unprepared(&rename).await?;
        }
        for (from, to) in TABLES {
            transaction.execute_unprepared(&format!("ALTER TABLE {from} RENAME TO {to}")).await?;
        }
        transaction.commit().await
    }
}
