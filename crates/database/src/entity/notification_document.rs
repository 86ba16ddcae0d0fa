//! Which documents go along with which notification.

use sea_orm::entity::prelude::*;

/// One document of one notification.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_document")]
pub struct Model {
    /// The notification.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: String,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
