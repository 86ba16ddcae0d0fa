//! History of notifications. Database triggers refuse updates of a row.

use sea_orm::entity::prelude::*;

/// One event of a notification.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_history")]
pub struct Model {
    /// Ascending; the chain of hashes follows this order.
    #[sea_orm(primary_key)]
    pub id: i64,
    pub notification_id: String,
    pub at: i64,
    /// When it was decided, if earlier than `at`.
    pub made_at: Option<i64>,
    /// The name of the person.
    pub by_name: String,
    /// The sign-in name of the person.
    pub by_email: Option<String>,
    /// A [`wire::notification::HistoryAction`] as text.
    pub action: String,
    pub note: Option<String>,
    /// SHA-256 over this row and the previous row's hash.
    pub hash: String,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
