//! How many requests each kind of key of a service has left.

use sea_orm::entity::prelude::*;

/// One bucket.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sender_bucket")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: String,
    /// Which kind of key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Thousandths of a request that are left.
    pub tokens: i64,
    /// When it was last filled up.
    pub filled_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
