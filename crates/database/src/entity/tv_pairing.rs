//! Televisions that wait to be paired with a resident.

use sea_orm::entity::prelude::*;

/// A television that displays a code; deleted when it is paired or the code expires.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tv_pairing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// SHA-256 of the code that it displays.
    pub code_hash: String,
    /// SHA-256 of the secret that only this television has.
    pub secret_hash: String,
    /// The resident's account, once somebody entered the code.
    pub user_id: Option<String>,
    pub name: String,
    pub created_at: i64,
    pub expires_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
