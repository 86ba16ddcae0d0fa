//! Organisations that house people.

use sea_orm::entity::prelude::*;

/// An organisation, such as a housing association.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// When it was added.
    pub created_at: i64,
    /// When it last changed; 0 when it never did.
    pub updated_at: i64,
    /// Cleared when it houses nobody here any more.
    pub active: bool,
    /// Whether the next provider in scope is told when nobody of the first can be.
    pub escalation: bool,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
