//! The shifts of controllers; only the newest of each is kept.

use sea_orm::entity::prelude::*;

/// The newest shift of a controller.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "controller_shift")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: String,
    pub started_at: i64,
    pub ends_at: i64,
    /// When a page of the controller last listened for alarms.
    pub listened_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
