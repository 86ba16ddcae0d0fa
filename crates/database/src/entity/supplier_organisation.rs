//! Which organisations each supplier serves.

use sea_orm::entity::prelude::*;

/// One organisation of one of them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "supplier_organisation")]
pub struct Model {
    /// The supplier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub supplier_id: i64,
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
