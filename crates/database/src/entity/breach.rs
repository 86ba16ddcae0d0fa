//! Guidelines that are broken now.

use sea_orm::entity::prelude::*;

/// A breach that the admin has been told of.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "breach")]
pub struct Model {
    /// The service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: String,
    /// The measure.
    #[sea_orm(primary_key, auto_increment = false)]
    pub measure: String,
    /// Since when.
    pub since: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
