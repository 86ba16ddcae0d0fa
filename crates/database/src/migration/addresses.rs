//! Structured addresses for homes and sites, coordinates for homes, and the geocoded address of callouts.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0020_addresses"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["site", "resident"] {
            for part in ["flat", "street", "town", "region", "postcode", "country", "uprn"] {
                add(manager, table, ColumnDef::new(part).text().to_owned()).await?;
            }
        }
        for degrees in ["latitude", "longitude"] {
            add(manager, "resident", ColumnDef::new(degrees).double().to_owned()).await?;
        }
        add(manager, "callout", ColumnDef::new("geocoded").text().to_owned()).await
    }
}

async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).take()).await
}
