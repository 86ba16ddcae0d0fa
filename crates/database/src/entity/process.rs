//! Housing processes that other systems tell of.

use sea_orm::entity::prelude::*;

/// A process.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "process")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: i64,
    /// Its id in the system that runs it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// What kind.
    pub kind: String,
    /// Where it stands.
    pub state: String,
    /// The officer's e-mail address.
    pub owner: String,
    /// When it last moved.
    pub updated_at: i64,
    /// When officer and manager were told that it stands still.
    pub told_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
