//! The organisations that controllers and suppliers serve. Existing controllers serve the organisation of their account; existing
//! suppliers continue to serve every organisation.

use sea_orm_migration::prelude::*;

use crate::migration::columns::{foreign_key, reference, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0010_control_scopes"
    }
}

/// Run in this order: first the organisations, then the trays.
const FILL: [&str; 5] = [
    "INSERT INTO controller_organisation (user_id, organisation_id) \
     SELECT id, customer_id FROM \"user\" WHERE role = 'controller' AND customer_id IS NOT NULL",
    "INSERT INTO supplier_organisation (supplier_id, organisation_id) \
     SELECT s.id, c.id FROM supplier s CROSS JOIN customer c",
    "UPDATE notification_audience SET key = 'control-room:' || \
     (SELECT n.customer_id FROM notification n WHERE n.seq = notification_audience.seq) WHERE key = 'control-room'",
    "DELETE FROM tray_item WHERE tray_id IN \
     (SELECT t.id FROM tray t JOIN \"user\" u ON u.id = t.user_id WHERE u.role = 'controller') \
     AND NOT EXISTS (SELECT 1 FROM notification n JOIN controller_organisation o ON o.organisation_id = n.customer_id \
     JOIN tray t ON t.user_id = o.user_id WHERE n.seq = tray_item.seq AND t.id = tray_item.tray_id)",
    "UPDATE tray SET revision = revision + 1, unread = (SELECT count(*) FROM tray_item i \
     WHERE i.tray_id = tray.id AND i.read_at IS NULL AND i.removed_at IS NULL) \
     WHERE user_id IN (SELECT id FROM \"user\" WHERE role = 'controller')",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("controller_organisation")
                    .col(text("user_id"))
                    .col(reference("organisation_id").not_null())
                    .primary_key(Index::create().col("user_id").col("organisation_id"))
                    .foreign_key(&mut foreign_key("controller_organisation", "user_id", "user", "id"))
                    .foreign_key(&mut foreign_key(
                        "controller_organisation",
                        "organisation_id",
                        "customer",
                        "id",
                    ))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("supplier_organisation")
                    .col(reference("supplier_id").not_null())
                    .col(reference("organisation_id").not_null())
                    .primary_key(Index::create().col("supplier_id").col("organisation_id"))
                    .foreign_key(&mut foreign_key("supplier_organisation", "supplier_id", "supplier", "id"))
                    .foreign_key(&mut foreign_key(
                        "supplier_organisation",
                        "organisation_id",
                        "customer",
                        "id",
                    ))
                    .take(),
            )
            .await?;
        for statement in FILL {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
