//! Limits that services must keep.

use sea_orm::entity::prelude::*;

/// One limit of one organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guideline")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    /// A [`wire::governance::Measure`] as text.
    #[sea_orm(primary_key, auto_increment = false)]
    pub measure: String,
    /// One service; empty for all services without a guideline of their own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: String,
    /// The highest value that is allowed.
    pub most: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
