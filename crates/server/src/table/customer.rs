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
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
