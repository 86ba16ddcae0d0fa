//! What was wrong: the categories that a controller chooses from when completing or closing a callout.

use sea_orm::entity::prelude::*;

/// One category of incidents.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incident_category")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub description: String,
    /// The kind of emergency that it belongs to.
    pub type_of_emergency_id: i64,
    pub created_at: i64,
    pub updated_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
