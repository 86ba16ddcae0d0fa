//! What happened to notifications; the database itself refuses to change a row.

use sea_orm::entity::prelude::*;

/// One happening.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_history")]
pub struct Model {
    /// Its number; the chain of hashes follows it.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The notification.
    pub notification_id: String,
    /// When.
    pub at: i64,
    /// When it was decided, if earlier.
    pub made_at: Option<i64>,
    /// Who, by name.
    pub by_name: String,
    /// Who, by sign-in name.
    pub by_email: Option<String>,
    /// A [`wire::notification::HistoryAction`] as text.
    pub action: String,
    /// Why.
    pub note: Option<String>,
    /// SHA-256 over this row and the hash before it.
    pub hash: String,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
