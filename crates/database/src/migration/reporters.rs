//! Who may report on a callout, and the offset of their clocks; and the unusable fields of a request.

use sea_orm_migration::prelude::*;

use crate::migration::columns::{foreign_key, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0010_callout_reporter"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let number = |name: &'static str| ColumnDef::new(name).big_integer().not_null().default(0).to_owned();
        let maybe = |name: &'static str| ColumnDef::new(name).big_integer().null().to_owned();
        let reporters = Table::create()
            .table("callout_reporter")
            .col(maybe("callout_id").not_null())
            .col(text("reporter"))
            .col(maybe("clock_bound"))
            .col(maybe("clock_newest"))
            .col(number("clock_offset"))
            .col(maybe("clock_order"))
            .primary_key(Index::create().col("callout_id").col("reporter"))
            .foreign_key(&mut foreign_key("callout_reporter", "callout_id", "callout", "id"))
            .take();
        manager.create_table(reporters).await?;
        let index = Index::create()
            .name("callout_reporter_reporter")
            .table("callout_reporter")
            .col("reporter")
            .take();
        manager.create_index(index).await?;
        for column in [number("clock_offset"), number("rank")] {
            manager.alter_table(Table::alter().table("callout_location").add_column(column).take()).await?;
        }
        let ignored = ColumnDef::new("ignored").text().null().to_owned();
        manager.alter_table(Table::alter().table("callout_event").add_column(ignored).take()).await?;
        for statement in [
            "UPDATE callout_location SET rank = recorded_at",
            "CREATE INDEX callout_location_rank ON callout_location (callout_id, rank)",
            "INSERT INTO callout_reporter (callout_id, reporter) \
             SELECT id, source FROM callout WHERE source IS NOT NULL",
        ] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
