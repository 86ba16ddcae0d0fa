//! The shifts of controllers, the newest of each.

use sea_orm::entity::prelude::*;

/// A shift.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "controller_shift")]
pub struct Model {
    /// The controller.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: String,
    /// When they confirmed it.
    pub started_at: i64,
    /// When it ends.
    pub ends_at: i64,
    /// When a page of theirs last listened for alarms.
    pub listened_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
