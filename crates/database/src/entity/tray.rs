//! Trays: the unread count and the revision of each person's tray.

use sea_orm::entity::prelude::*;

/// The tray of one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tray")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user_id: String,
    /// The number of unread notifications on it.
    pub unread: i64,
    /// Incremented by every change.
    pub revision: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
