//! Organisations: the landlords and councils.

use sea_orm::entity::prelude::*;

/// An organisation, such as a housing association.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    pub created_at: i64,
    pub updated_at: i64,
    /// False when the organisation has left.
    pub active: bool,
    /// Whether an assistance request goes to the next provider in scope when nobody at the current one can be reached.
    pub escalation: bool,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
