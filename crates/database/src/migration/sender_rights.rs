//! Rights and limits of services: whether they receive callbacks about readings, and how many screen notifications each sender
//! put on each tray within an hour.

use sea_orm_migration::prelude::*;

use crate::migration::columns::{integer, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0018_sender_rights"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("service", "read_callbacks"), ("notification", "read_callback")] {
            let column = ColumnDef::new(column).boolean().not_null().default(false).to_owned();
            manager.alter_table(Table::alter().table(table).add_column(column).take()).await?;
        }
        let counts = Table::create()
            .table("screen_count")
            .col(text("sender_id"))
            .col(ColumnDef::new("tray_id").big_integer().not_null())
            .col(integer("hour"))
            .col(integer("count"))
            .col(ColumnDef::new("summary_id").text())
            .primary_key(Index::create().col("sender_id").col("tray_id").col("hour"))
            .take();
        manager.create_table(counts).await
    }
}
