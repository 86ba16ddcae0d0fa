//! Each person's tray: how much is unread, and how often it changed.

use sea_orm::entity::prelude::*;

/// A tray.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tray")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose it is.
    pub user_id: String,
    /// How many notifications on it are unread.
    pub unread: i64,
    /// Counts its changes.
    pub revision: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
