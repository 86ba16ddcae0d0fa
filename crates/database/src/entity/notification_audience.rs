//! Whom each notification is for.

use sea_orm::entity::prelude::*;

/// One key of one notification's audience; see `notifications::audience`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_audience")]
pub struct Model {
    /// Such as `team:2:finance`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The notification.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
