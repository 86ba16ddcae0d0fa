//! What services must keep to.

use sea_orm::entity::prelude::*;

/// A guideline.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guideline")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: i64,
    /// A [`wire::governance::Measure`] as text.
    #[sea_orm(primary_key, auto_increment = false)]
    pub measure: String,
    /// One service; empty is every other.
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: String,
    /// The most that is still kept.
    pub most: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
