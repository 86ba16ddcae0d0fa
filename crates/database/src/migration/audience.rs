//! An index to find the search words of one notification's audience, which erasure needs.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0008_audience_by_notification"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_index(
                Index::create()
                    .name("notification_audience_notification")
                    .table("notification_audience")
                    .col("seq")
                    .to_owned(),
            )
            .await
    }
}
