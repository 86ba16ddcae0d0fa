//! Rate limits: how many requests each kind of key of a service has left.

use sea_orm::entity::prelude::*;

/// The token bucket of one kind of key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notify_bucket")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Remaining requests, in thousandths.
    pub tokens: i64,
    pub filled_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
