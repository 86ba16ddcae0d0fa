//! Preferred channels for each kind of notification, and the progress of a notification that is sent to a whole site or tenure.

use sea_orm_migration::prelude::*;

use crate::migration::columns::{foreign_key, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0014_preferences"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let preferences = Table::create()
            .table("preference")
            .col(text("user_id"))
            .col(text("kind"))
            .col(text("channels"))
            .primary_key(Index::create().col("user_id").col("kind"))
            .foreign_key(&mut foreign_key("preference", "user_id", "user", "id"))
            .to_owned();
        manager.create_table(preferences).await?;
        let mut broadcast = ColumnDef::new("broadcast");
        broadcast.boolean().not_null().default(false);
        let mut reach_after = ColumnDef::new("reach_after");
        reach_after.big_integer().null();
        for column in [broadcast, reach_after] {
            manager.alter_table(Table::alter().table("notification").add_column(column).to_owned()).await?;
        }
        let db = manager.get_connection();
        for statement in [
            "CREATE INDEX notification_reach ON notification (seq) WHERE reach_after IS NOT NULL",
            "CREATE INDEX resident_tenure ON resident (customer_id, tenure, id) WHERE tenure IS NOT NULL",
            "CREATE INDEX resident_of_site ON resident (site_id, id) WHERE site_id IS NOT NULL",
        ] {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
