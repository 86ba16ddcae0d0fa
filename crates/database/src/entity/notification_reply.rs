//! What residents replied to notifications.

use sea_orm::entity::prelude::*;

/// The newest reply of one resident to one notification.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_reply")]
pub struct Model {
    /// The notification, by its number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The resident's account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: String,
    /// Their name when they replied; empty once it was erased.
    pub name: String,
    /// A [`ReplyChoice`](wire::notification::ReplyChoice) as text.
    pub answer: String,
    /// What they wrote.
    pub note: Option<String>,
    /// When.
    pub replied_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
