//! Leases for messages, messages of the embedded GOV.UK Notify compatible service, and receipts. They use the steady clock; due
//! times use the ordinary one.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0013_claims"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["message", "sent", "receipt"] {
            let mut column = ColumnDef::new("leased_until");
            column.big_integer().null();
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        manager.alter_table(Table::alter().table("message").drop_column("holder").to_owned()).await
    }
}
