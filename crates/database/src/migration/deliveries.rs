//! Deliveries with their attempts, the secrets that sign webhooks, and the devices that receive pushes.

use sea_orm_migration::prelude::*;
use wire::delivery::{AttemptOutcome, DeliveryCause, DeliveryKind, DeliveryState};

use crate::migration::columns::{counting_id, foreign_key, integer, one_of, reference, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0006_deliveries"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in [signing_secret(), push_subscription(), delivery(), delivery_attempt()] {
            manager.create_table(table.take()).await?;
        }
        for (name, table, columns) in [
            ("signing_secret_owner", "signing_secret", &["owner_kind", "owner_id"][..]),
            ("push_subscription_user", "push_subscription", &["user_id"]),
            ("push_subscription_test", "push_subscription", &["test_hash"]),
            ("delivery_due", "delivery", &["state", "due_at"]),
            ("delivery_about", "delivery", &["about_kind", "about_id"]),
            ("delivery_provider", "delivery", &["provider_id", "id"]),
            ("delivery_notifier", "delivery", &["notifier_id", "id"]),
            ("delivery_service", "delivery", &["service_id", "id"]),
            ("delivery_customer", "delivery", &["customer_id", "id"]),
            ("delivery_message", "delivery", &["message_id"]),
            ("delivery_created", "delivery", &["created_at"]),
        ] {
            let mut index = Index::create().name(name).table(table).take();
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        let once = Index::create()
            .name("delivery_attempt_once")
            .table("delivery_attempt")
            .col("delivery_id")
            .col("number")
            .unique()
            .take();
        manager.create_index(once).await
    }
}

fn maybe_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().take()
}

fn maybe_integer(name: &'static str) -> ColumnDef {
    maybe_time(name)
}

fn maybe_time(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().take()
}

/// One row per secret: the newest signs, and the previous one signs, too, until its `expires_at`.
fn signing_secret() -> TableCreateStatement {
    Table::create()
        .table("signing_secret")
        .col(counting_id())
        .col(one_of("owner_kind", &["notifier", "service"]))
        .col(text("owner_id"))
        .col(text("sealed"))
        .col(time("created_at"))
        .col(maybe_time("expires_at"))
        .take()
}

fn push_subscription() -> TableCreateStatement {
    Table::create()
        .table("push_subscription")
        .col(text("id").primary_key())
        .col(text("user_id"))
        .col(text("name"))
        .col(text("endpoint").unique_key())
        .col(text("p256dh"))
        .col(text("auth"))
        .col(time("created_at"))
        .col(maybe_time("delivered_at"))
        .col(maybe_time("failed_at"))
        .col(maybe_text("test_hash"))
        .col(maybe_time("tested_at"))
        .col(maybe_time("received_at"))
        .foreign_key(&mut foreign_key("push_subscription", "user_id", "user", "id"))
        .take()
}

fn delivery() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("delivery")
        .col(text("id").primary_key())
        .col(text("webhook_id"))
        .col(reference("customer_id"))
        .col(text("event_type"))
        .col(one_of("kind", &DeliveryKind::ALL.iter().map(DeliveryKind::as_str).collect::<Vec<_>>()))
        .col(one_of("state", &DeliveryState::ALL.iter().map(DeliveryState::as_str).collect::<Vec<_>>()))
        .col(one_of("about_kind", &DeliveryCause::ALL.iter().map(DeliveryCause::as_str).collect::<Vec<_>>()))
        .col(text("about_id"))
        .col(reference("provider_id"))
        .col(reference("notifier_id"));
    for name in ["service_id", "signer_kind", "signer_id", "subscription_id", "message_id", "replay_of"] {
        table.col(maybe_text(name));
    }
    table
        .col(text("name"))
        .col(text("address"))
        .col(text("lane"))
        .col(text("content"))
        .col(integer("attempts"))
        .col(time("created_at"))
        .col(maybe_time("started_at"))
        .col(maybe_time("due_at"))
        .col(maybe_time("leased_until"))
        .col(maybe_text("leased_by"))
        .col(maybe_time("ended_at"))
        .take()
}

fn delivery_attempt() -> TableCreateStatement {
    let outcomes = AttemptOutcome::ALL.iter().map(AttemptOutcome::as_str).collect::<Vec<_>>();
    Table::create()
        .table("delivery_attempt")
        .col(counting_id())
        .col(text("delivery_id"))
        .col(integer("number"))
        .col(time("started_at"))
        .col(maybe_integer("took_ms"))
        .col(one_of("outcome", &outcomes))
        .col(maybe_integer("status"))
        .col(maybe_text("detail"))
        .col(maybe_text("answer"))
        .foreign_key(&mut foreign_key("delivery_attempt", "delivery_id", "delivery", "id"))
        .take()
}
