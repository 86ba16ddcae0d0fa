//! Where an estimate of arrival comes from: a straight line, the vehicle's own device, or a demonstration.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0011_estimate_basis"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What was estimated before was made up where no device told it, and nobody can tell the two apart any more.
        let basis = ColumnDef::new("basis").text().not_null().default("straight").to_owned();
        manager.alter_table(Table::alter().table("callout_eta").add_column(basis).take()).await
    }
}
