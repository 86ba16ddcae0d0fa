//! How long processes may stay in one state.

use sea_orm::entity::prelude::*;

/// The threshold of one kind of process.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "threshold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    /// The kind of process; `*` for all other kinds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The threshold in days.
    pub days: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
