//! Stored responses to presses, so that a repeated press receives the same response.

use sea_orm::entity::prelude::*;

/// One idempotency key of one owner.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_key")]
pub struct Model {
    /// The owner of the key; a key of another owner never matches.
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner: String,
    /// The key as the client sent it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// SHA-256 of the body as canonical JSON.
    pub body_hash: String,
    pub status: i64,
    pub answer: String,
    /// The callout, so that the stored response is deleted together with the callout's locations.
    pub callout_id: Option<i64>,
    pub created_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
