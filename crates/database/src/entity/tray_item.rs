//! What is on each tray, with what lists filter by.

use sea_orm::entity::prelude::*;

/// One notification on one tray.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tray_item")]
pub struct Model {
    /// The tray.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tray_id: i64,
    /// The notification.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When its owner read it.
    pub read_at: Option<i64>,
    /// When it was taken off.
    pub removed_at: Option<i64>,
    /// Its owner took it off, and may put it back.
    pub put_away: bool,
    /// The tray's revision when this last changed.
    pub revision: i64,
    /// It is here because its owner sent it, not because it is for them.
    pub as_sender: bool,
    /// As in the notification.
    pub notification_type: String,
    /// As in the notification.
    pub target_type: Option<String>,
    /// As in the notification.
    pub target_id: Option<String>,
    /// As in the notification.
    pub user_email: Option<String>,
    /// As in the notification.
    pub site_id: Option<i64>,
    /// As in the notification.
    pub require_action: bool,
    /// As in the notification.
    pub decided: bool,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
