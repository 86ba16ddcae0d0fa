//! Marks notifications that the owner removed from the tray, so that the owner can find them and put them back.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0009_put_away"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut column = ColumnDef::new("put_away");
        column.boolean().not_null().default(false);
        manager.alter_table(Table::alter().table("tray_item").add_column(column).to_owned()).await?;
        let index = "CREATE INDEX tray_item_put_away ON tray_item (tray_id, seq) WHERE put_away = TRUE";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}
