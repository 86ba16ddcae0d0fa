//! The secrets that sign webhooks.

use sea_orm::entity::prelude::*;

/// One secret of one notifier or service.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_secret")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// `notifier` or `service`.
    pub owner_kind: String,
    /// Which one.
    pub owner_id: String,
    /// The secret, encrypted: it must be known to sign, so a hash would not do.
    pub sealed: String,
    /// When it was made.
    pub created_at: i64,
    /// Until when it signs beside its successor; none while it is the newest.
    pub expires_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
