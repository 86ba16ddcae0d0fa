//! Housing processes that run in other systems.

use sea_orm::entity::prelude::*;

/// A process and its current state.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "process")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    /// Its id in the source system.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub kind: String,
    pub state: String,
    /// The officer's e-mail address.
    pub owner: String,
    /// When its state last changed.
    pub updated_at: i64,
    /// When officer and manager were notified that it is stalled.
    pub reminded_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
