//! Records which API client posted a notification or uploaded a document, and revokes what accounts and services that were closed
//! earlier still held.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0010_revocations"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["notification", "document"] {
            let column = ColumnDef::new("client_id").text().take();
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        let db = manager.get_connection();
        let closed = "IN (SELECT id FROM \"user\" WHERE active = FALSE)";
        for statement in [
            "CREATE INDEX notification_client ON notification (client_id, seq) WHERE client_id IS NOT NULL".to_owned(),
            "UPDATE sender_service SET active = FALSE WHERE id IN (SELECT id FROM service WHERE active = FALSE)".to_owned(),
            format!("DELETE FROM push_subscription WHERE user_id {closed}"),
            format!("DELETE FROM password_reset WHERE user_id {closed}"),
            format!("DELETE FROM tv_pairing WHERE user_id {closed}"),
        ] {
            db.execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}
