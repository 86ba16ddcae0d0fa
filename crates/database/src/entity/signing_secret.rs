//! The secrets that sign webhooks.

use sea_orm::entity::prelude::*;

/// One secret of one notifier or service.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_secret")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// `notifier` or `service`.
    pub owner_kind: String,
    pub owner_id: String,
    /// The secret, encrypted. Signing needs the secret itself, so a hash is not enough.
    pub sealed: String,
    pub created_at: i64,
    /// How long it still signs beside its successor; empty for the newest.
    pub expires_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
