//! What was answered to a press, so that the same press asked again gets the same answer.

use sea_orm::entity::prelude::*;

/// One key of one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_key")]
pub struct Model {
    /// Whose key it is; keys of others are never seen.
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner: String,
    /// As the client sent it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// SHA-256 of the body as canonical JSON.
    pub body_hash: String,
    /// The status that was answered.
    pub status: i64,
    /// The body that was answered.
    pub answer: String,
    /// The callout, so that the answer goes when its locations go.
    pub callout_id: Option<i64>,
    /// When.
    pub created_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
