//! Shifts of controllers, and sessions that do not expire while an alarm is open.

use sea_orm_migration::prelude::*;

use crate::migration::columns::{foreign_key, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0011_control_duty"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("controller_shift")
                    .col(text("user_id").primary_key())
                    .col(time("started_at"))
                    .col(time("ends_at"))
                    .col(time("listened_at"))
                    .foreign_key(&mut foreign_key("controller_shift", "user_id", "user", "id"))
                    .take(),
            )
            .await?;
        let held_until = time("held_until").default(0).take();
        manager.alter_table(Table::alter().table("session").add_column(held_until).take()).await
    }
}
