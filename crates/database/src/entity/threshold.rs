//! How long processes may stand still.

use sea_orm::entity::prelude::*;

/// One kind's threshold.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "threshold")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: i64,
    /// The kind of process; `*` is every other.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Days.
    pub days: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
