//! API clients: a request type, a webhook for their callouts, and the state of each callout as last sent to them, from which the
//! next webhook is computed. Deliveries get another cause and secrets another owner, so the checks of those columns are dropped.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::TransactionTrait;

use crate::migration::columns::text;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0019_api_clients"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kind = ColumnDef::new("request_type").text().not_null().default("INTEGRATION").to_owned();
        let url = ColumnDef::new("webhook_url").text().to_owned();
        for column in [kind, url] {
            manager.alter_table(Table::alter().table("client").add_column(column).take()).await?;
        }
        manager.create_table(client_callout()).await?;
        without_check(manager, "delivery", "about_kind", ("delivery_about", "about_kind, about_id")).await?;
        let owner = ("signing_secret_owner", "owner_kind, owner_id");
        without_check(manager, "signing_secret", "owner_kind", owner).await?;
        let signer = "CREATE INDEX delivery_signer ON delivery (signer_id, id) WHERE signer_kind = 'client'";
        manager.get_connection().execute_unprepared(signer).await?;
        Ok(())
    }
}

/// The state of a callout as last sent to a client.
fn client_callout() -> TableCreateStatement {
    Table::create()
        .table("client_callout")
        .col(ColumnDef::new("callout_id").big_integer().not_null())
        .col(text("client_id"))
        .col(text("status"))
        .col(ColumnDef::new("acknowledged").boolean().not_null())
        .col(ColumnDef::new("owned_by").text())
        .col(ColumnDef::new("cancelled_by_customer").boolean().not_null())
        .col(ColumnDef::new("dispatch_required").boolean().not_null())
        .col(ColumnDef::new("event_id").big_integer().not_null())
        .primary_key(Index::create().col("callout_id").col("client_id"))
        .take()
}

/// Replaces a column that has a check by one without. Both databases drop a check together with its column.
async fn without_check(
    manager: &SchemaManager<'_>,
    table: &str,
    column: &str,
    (index, columns): (&str, &str),
) -> Result<(), DbErr> {
    // One transaction uses one connection; another connection might still have the old table in its schema cache.
    let transaction = manager.get_connection().begin().await?;
    for statement in [
        format!("DROP INDEX {index}"),
        format!("ALTER TABLE {table} ADD COLUMN unchecked TEXT NOT NULL DEFAULT ''"),
        format!("UPDATE {table} SET unchecked = {column}"),
        format!("ALTER TABLE {table} DROP COLUMN {column}"),
        format!("ALTER TABLE {table} RENAME COLUMN unchecked TO {column}"),
        format!("CREATE INDEX {index} ON {table} ({columns})"),
    ] {
        transaction.execute_unprepared(&statement).await?;
    }
    transaction.commit().await
}
