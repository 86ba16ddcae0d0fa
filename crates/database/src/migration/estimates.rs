//! The basis of an estimate of arrival: a straight line, the vehicle's own device, or a demonstration.

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
        // Earlier estimates do not say whether a device reported them, so all of them become `straight`.
        let basis = ColumnDef::new("basis").text().not_null().default("straight").to_owned();
        manager.alter_table(Table::alter().table("callout_eta").add_column(basis).take()).await
    }
}
