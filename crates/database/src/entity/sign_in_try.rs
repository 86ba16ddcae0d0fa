//! Tries at passwords of the last minutes.

use sea_orm::entity::prelude::*;

/// One try; deleted after a quarter of an hour, or when the password was right.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_try")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the name that was tried.
    pub name_hash: String,
    /// Where the try came from.
    pub address: String,
    /// When it was made.
    pub tried_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
