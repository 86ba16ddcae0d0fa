//! Who raised a callout or pressed into it, and may report on it; with what is known of their clock.

use sea_orm::entity::prelude::*;

/// One reporter of one callout.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "callout_reporter")]
pub struct Model {
    /// The callout.
    #[sea_orm(primary_key, auto_increment = false)]
    pub callout_id: i64,
    /// The id of an API client, or `resident` for the resident's own devices.
    #[sea_orm(primary_key, auto_increment = false)]
    pub reporter: String,
    /// The smallest difference between the arrival of a report and its newest stamp.
    pub clock_bound: Option<i64>,
    /// The newest time of the reporter's clock that arrived.
    pub clock_newest: Option<i64>,
    /// How far the server's clock is ahead of the reporter's.
    pub clock_offset: i64,
    /// The offset that orders positions.
    pub clock_order: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
