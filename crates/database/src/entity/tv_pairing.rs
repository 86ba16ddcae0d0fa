//! Televisions that wait to be bound to a resident.

use sea_orm::entity::prelude::*;

/// A television that shows a code; deleted when it was paired or its time is over.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tv_pairing")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// SHA-256 of the code that it shows.
    pub code_hash: String,
    /// SHA-256 of the secret that only this television has.
    pub secret_hash: String,
    /// The resident's account, once somebody entered the code.
    pub user_id: Option<String>,
    /// What to call the television.
    pub name: String,
    /// When it asked.
    pub created_at: i64,
    /// When the code stops being good.
    pub expires_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
