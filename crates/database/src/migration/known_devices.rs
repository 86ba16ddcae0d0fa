//! Devices from which a person has signed in.

use sea_orm_migration::prelude::*;

use crate::migration::columns::{text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0010_known_devices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("known_device")
                    .col(text("name_hash"))
                    .col(text("device"))
                    .col(time("seen_at"))
                    .primary_key(Index::create().name("known_device_pkey").col("name_hash").col("device"))
                    .to_owned(),
            )
            .await?;
        let index =
            Index::create().name("known_device_seen_at").table("known_device").col("seen_at").to_owned();
        manager.create_index(index).await
    }
}
