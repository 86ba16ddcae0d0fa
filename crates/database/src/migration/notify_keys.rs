//! The GOV.UK Notify key of each service, one template for each channel of a notification, and letters that staff write in the
//! app.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0015_notify_keys"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name) in [
            ("service", "notify_key"),
            ("service", "notify_key_name"),
            ("notification", "email_template_id"),
            ("notification", "sms_template_id"),
            ("notification", "letter_template_id"),
            ("notification", "letter_document_id"),
            ("document", "draft"),
        ] {
            let mut column = ColumnDef::new(name);
            column.text().null();
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        for (table, name) in [("service", "notify_key_at"), ("document", "sent_at")] {
            let mut column = ColumnDef::new(name);
            column.big_integer().null();
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
