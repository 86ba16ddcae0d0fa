//! The notifications on each tray, with the fields that lists filter by.

use sea_orm::entity::prelude::*;

/// One notification on one tray.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tray_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tray_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When the owner of the tray read it.
    pub read_at: Option<i64>,
    /// When it was removed from the tray.
    pub removed_at: Option<i64>,
    /// The owner removed it, and may put it back.
    pub put_away: bool,
    /// The tray's revision at its latest change.
    pub revision: i64,
    /// It is on this tray because the owner sent it; the owner is not in its audience.
    pub as_sender: bool,
    /// Copied from the notification, as are the fields below.
    pub notification_type: String,
    pub target_type: Option<String>,
    pub target_id: Option<String>,
    pub user_email: Option<String>,
    pub site_id: Option<i64>,
    pub require_action: bool,
    pub decided: bool,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
