//! Sign-in attempts of the last minutes.

use sea_orm::entity::prelude::*;

/// One attempt; deleted after 15 minutes, or when the password was right.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_attempt")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the sign-in name.
    pub name_hash: String,
    /// Where the attempt came from.
    pub address: String,
    pub attempted_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
