//! Settings that the server stores for itself.

use sea_orm_migration::prelude::*;

use crate::migration::columns::text;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_settings"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("setting")
                    .col(text("name").primary_key())
                    .col(text("value"))
                    .to_owned(),
            )
            .await
    }
}
