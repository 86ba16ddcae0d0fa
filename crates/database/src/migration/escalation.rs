//! The escalation ladder: the ladders that organisations configured, the rungs that an alarm has climbed, and the contacts that
//! each rung notified.

use sea_orm_migration::prelude::*;

use crate::migration::columns::{counting_id, foreign_key, reference, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0020_escalation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut mobile = ColumnDef::new("mobile");
        mobile.text().null();
        manager.alter_table(Table::alter().table("user").add_column(mobile).to_owned()).await?;
        for name in ["alarm_at", "escalates_at"] {
            let column = reference(name);
            manager.alter_table(Table::alter().table("callout").add_column(column).to_owned()).await?;
        }
        manager.create_table(ladders()).await?;
        manager.create_table(rungs()).await?;
        manager.create_table(contacts()).await?;
        let db = manager.get_connection();
        for statement in [
            "CREATE INDEX callout_escalates ON callout (escalates_at) WHERE escalates_at IS NOT NULL",
            "CREATE UNIQUE INDEX escalation_rung_once ON escalation_rung (callout_id, alarm_at, step, repetition)",
            "CREATE INDEX escalation_contact_rung ON escalation_contact (rung_id)",
            "CREATE INDEX escalation_contact_number ON escalation_contact (created_at) WHERE code IS NOT NULL",
            // Alarms that are waiting during the upgrade start on the ladder, too.
            "UPDATE callout SET alarm_at = urgency_raised_at, escalates_at = urgency_raised_at \
             WHERE acknowledged = FALSE AND status <> 'closed' AND classification_id = 1 AND demo = FALSE \
             AND internal_test = FALSE",
        ] {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

fn ladders() -> TableCreateStatement {
    Table::create()
        .table("escalation_ladder")
        .col(reference("organisation_id").not_null())
        .col(reference("response_type_id").not_null())
        .col(text("steps"))
        .col(time("updated_at"))
        .col(ColumnDef::new("updated_by").text().null())
        .primary_key(Index::create().col("organisation_id").col("response_type_id"))
        .foreign_key(&mut foreign_key("escalation_ladder", "organisation_id", "customer", "id"))
        .take()
}

fn rungs() -> TableCreateStatement {
    Table::create()
        .table("escalation_rung")
        .col(counting_id())
        .col(reference("callout_id").not_null())
        .col(time("alarm_at"))
        .col(reference("step").not_null())
        .col(reference("repetition").not_null())
        .col(time("taken_at"))
        .foreign_key(&mut foreign_key("escalation_rung", "callout_id", "callout", "id"))
        .take()
}

fn contacts() -> TableCreateStatement {
    Table::create()
        .table("escalation_contact")
        .col(counting_id())
        .col(reference("rung_id").not_null())
        .col(ColumnDef::new("user_id").text().null())
        .col(text("channel"))
        .col(ColumnDef::new("number").text().null())
        .col(reference("code"))
        .col(ColumnDef::new("message_id").text().null())
        .col(time("created_at"))
        .col(reference("answered_at"))
        .foreign_key(&mut foreign_key("escalation_contact", "rung_id", "escalation_rung", "id"))
        .take()
}
