//! Assistance: what organisations, sites and residents need for it; providers with their notifiers; requests with the providers
//! that were tried and their answers; televisions; and the details of sessions that admins see.

use sea_orm_migration::prelude::*;
use wire::assistance::{AnswerChoice, NotifierKind, ScopeKind};

use crate::migration::columns::{counting_id, foreign_key, integer, one_of, reference, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0007_assistance"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, mut column) in added() {
            manager.alter_table(Table::alter().table(table).add_column(&mut column).to_owned()).await?;
        }
        for mut table in [provider(), notifier(), request(), tried(), answer(), tv_pairing()] {
            manager.create_table(table.take()).await?;
        }
        for (name, table, columns) in [
            ("assistance_provider_customer", "assistance_provider", &["customer_id", "scope"][..]),
            ("assistance_provider_site", "assistance_provider", &["site_id"]),
            ("assistance_provider_resident", "assistance_provider", &["resident_id"]),
            ("notifier_provider", "notifier", &["provider_id", "position"]),
            ("notifier_push", "notifier", &["kind", "address"]),
            ("assistance_request_resident", "assistance_request", &["resident_id"]),
            ("assistance_request_customer", "assistance_request", &["customer_id", "id"]),
            ("assistance_answer_request", "assistance_answer", &["request_id"]),
            ("delivery_address", "delivery", &["address", "kind"]),
            ("resident_customer", "resident", &["customer_id", "surname"]),
            ("site_customer", "site", &["customer_id"]),
            ("user_customer", "user", &["customer_id", "name"]),
            ("session_seen", "session", &["user_id", "seen_at"]),
        ] {
            manager.create_index(index(name, table, columns)).await?;
        }
        let once = index("assistance_try_once", "assistance_try", &["request_id", "provider_id"]);
        manager.create_index(once.clone().unique().to_owned()).await
    }
}

fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).take();
    for column in columns {
        index.col(*column);
    }
    index
}

/// Columns that are added to existing tables.
fn added() -> Vec<(&'static str, ColumnDef)> {
    let yes_or_no = |name, default: bool| ColumnDef::new(name).boolean().not_null().default(default).take();
    vec![
        ("customer", time("updated_at").default(0).take()),
        ("customer", yes_or_no("active", true)),
        ("customer", yes_or_no("escalation", false)),
        ("site", time("updated_at").default(0).take()),
        ("site", yes_or_no("active", true)),
        ("site", ColumnDef::new("latitude").double().take()),
        ("site", ColumnDef::new("longitude").double().take()),
        ("site", reference("calendar")),
        ("session", one_of("kind", &["browser", "television"]).default("browser").take()),
        ("session", text("device").default("").take()),
    ]
}

fn provider() -> TableCreateStatement {
    let fits = |scope: ScopeKind| Expr::col("scope").eq(scope.as_str());
    let (site, resident) = (|| Expr::col("site_id"), || Expr::col("resident_id"));
    let whole = fits(ScopeKind::Organisation)
        .and(site().is_null())
        .and(resident().is_null())
        .or(fits(ScopeKind::Site).and(site().is_not_null()).and(resident().is_null()))
        .or(fits(ScopeKind::Resident).and(site().is_null()).and(resident().is_not_null()));
    Table::create()
        .table("assistance_provider")
        .col(counting_id())
        .col(reference("customer_id").not_null())
        .col(one_of("scope", &ScopeKind::ALL.map(ScopeKind::as_str)))
        .col(reference("site_id"))
        .col(reference("resident_id"))
        .col(text("name"))
        .col(text("label"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .check(whole)
        .foreign_key(&mut foreign_key("assistance_provider", "customer_id", "customer", "id"))
        .foreign_key(&mut foreign_key("assistance_provider", "site_id", "site", "id"))
        .foreign_key(&mut foreign_key("assistance_provider", "resident_id", "resident", "id"))
        .take()
}

fn notifier() -> TableCreateStatement {
    Table::create()
        .table("notifier")
        .col(counting_id())
        .col(reference("provider_id").not_null())
        .col(integer("position"))
        .col(one_of("kind", &NotifierKind::ALL.map(NotifierKind::as_str)))
        .col(text("name"))
        .col(text("address"))
        .col(ColumnDef::new("disabled_at").big_integer())
        .col(time("created_at"))
        .foreign_key(&mut foreign_key("notifier", "provider_id", "assistance_provider", "id"))
        .take()
}

/// No foreign key to the provider: requests are kept when their provider is deleted.
fn request() -> TableCreateStatement {
    Table::create()
        .table("assistance_request")
        .col(counting_id())
        .col(reference("customer_id").not_null())
        .col(reference("site_id"))
        .col(reference("resident_id").not_null())
        .col(reference("provider_id").not_null())
        .col(text("label"))
        .col(time("created_at"))
        .foreign_key(&mut foreign_key("assistance_request", "customer_id", "customer", "id"))
        .foreign_key(&mut foreign_key("assistance_request", "site_id", "site", "id"))
        .foreign_key(&mut foreign_key("assistance_request", "resident_id", "resident", "id"))
        .take()
}

fn tried() -> TableCreateStatement {
    Table::create()
        .table("assistance_try")
        .col(counting_id())
        .col(reference("request_id").not_null())
        .col(reference("provider_id").not_null())
        .col(text("label"))
        .col(time("tried_at"))
        .foreign_key(&mut foreign_key("assistance_try", "request_id", "assistance_request", "id"))
        .take()
}

fn answer() -> TableCreateStatement {
    Table::create()
        .table("assistance_answer")
        .col(counting_id())
        .col(reference("request_id").not_null())
        .col(text("user_id"))
        .col(text("name"))
        .col(one_of("answer", &AnswerChoice::ALL.map(AnswerChoice::as_str)))
        .col(time("answered_at"))
        .foreign_key(&mut foreign_key("assistance_answer", "request_id", "assistance_request", "id"))
        .foreign_key(&mut foreign_key("assistance_answer", "user_id", "user", "id"))
        .take()
}

fn tv_pairing() -> TableCreateStatement {
    Table::create()
        .table("tv_pairing")
        .col(text("id").primary_key())
        .col(text("code_hash").unique_key())
        .col(text("secret_hash"))
        .col(ColumnDef::new("user_id").text())
        .col(text("name"))
        .col(time("created_at"))
        .col(time("expires_at"))
        .foreign_key(&mut foreign_key("tv_pairing", "user_id", "user", "id"))
        .take()
}
