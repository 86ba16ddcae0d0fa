//! Residents' replies to notifications.

use sea_orm::entity::prelude::*;

/// The newest reply of one resident to one notification.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_reply")]
pub struct Model {
    /// The `seq` of the notification.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: String,
    /// The resident's name at that time; empty once erased.
    pub name: String,
    /// A [`ReplyChoice`](wire::notification::ReplyChoice) as text.
    pub answer: String,
    pub note: Option<String>,
    pub replied_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
