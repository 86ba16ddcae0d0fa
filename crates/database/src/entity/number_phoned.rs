//! Attempts to reach a resident by telephone.

use sea_orm::entity::prelude::*;

/// One call to a resident.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "number_phoned")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub callout_id: i64,
    /// The number that was dialled.
    pub number: String,
    /// Whether somebody answered.
    pub answered: bool,
    pub note: Option<String>,
    pub phoned_by: Option<String>,
    pub created_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
