//! Visits and cautionary records. Each visit shows the officer the cautions of its home.

use sea_orm_migration::prelude::*;

use crate::migration::columns::{foreign_key, one_of, reference, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0015_visits"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(visits()).await?;
        manager.create_table(cautions()).await?;
        let mut columns: Vec<ColumnDef> = ["property", "visit_slots"].map(maybe_text).into();
        columns.push(maybe_integer("visit_slot"));
        for column in columns {
            manager.alter_table(Table::alter().table("notification").add_column(column).to_owned()).await?;
        }
        let db = manager.get_connection();
        for statement in [
            "CREATE INDEX visit_property ON visit (customer_id, property_key, ends_at) WHERE property_key IS NOT NULL",
            "CREATE INDEX visit_household ON visit (customer_id, household_key, ends_at) WHERE household_key IS NOT NULL",
            "CREATE INDEX visit_end ON visit (ends_at)",
            "CREATE INDEX caution_property ON caution (customer_id, property_key) WHERE property_key IS NOT NULL",
            "CREATE INDEX caution_household ON caution (customer_id, household_key) WHERE household_key IS NOT NULL",
            "CREATE INDEX caution_end ON caution (ended_at) WHERE ended_at IS NOT NULL",
        ] {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

fn maybe_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().null().to_owned()
}

fn maybe_integer(name: &'static str) -> ColumnDef {
    maybe_time(name)
}

fn maybe_time(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().null().to_owned()
}

fn visits() -> TableCreateStatement {
    Table::create()
        .table("visit")
        .col(reference("customer_id").not_null())
        .col(text("id"))
        .col(maybe_text("resident_email"))
        .col(maybe_text("officer_email"))
        .col(maybe_text("property"))
        .col(maybe_text("property_key"))
        .col(maybe_text("household"))
        .col(maybe_text("household_key"))
        .col(reference("site_id"))
        .col(time("due_at"))
        .col(time("ends_at"))
        .col(maybe_text("slots"))
        .col(one_of("state", &["planned", "cancelled"]))
        .col(maybe_text("answer"))
        .col(maybe_text("note"))
        .col(maybe_integer("slot"))
        .col(maybe_time("answered_at"))
        .col(maybe_text("service_id"))
        .col(maybe_text("client_id"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .primary_key(Index::create().col("customer_id").col("id"))
        .foreign_key(&mut foreign_key("visit", "customer_id", "customer", "id"))
        .to_owned()
}

fn cautions() -> TableCreateStatement {
    Table::create()
        .table("caution")
        .col(reference("customer_id").not_null())
        .col(text("id"))
        .col(maybe_text("property"))
        .col(maybe_text("property_key"))
        .col(maybe_text("household"))
        .col(maybe_text("household_key"))
        .col(reference("site_id"))
        .col(text("message"))
        .col(maybe_text("service_id"))
        .col(maybe_text("client_id"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .col(maybe_time("ended_at"))
        .primary_key(Index::create().col("customer_id").col("id"))
        .foreign_key(&mut foreign_key("caution", "customer_id", "customer", "id"))
        .to_owned()
}
