//! Who raised a callout or pressed again on it. Each may report locations for it, by a clock that differs from the server's.

use sea_orm::entity::prelude::*;

/// One reporter of one callout.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "callout_reporter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub callout_id: i64,
    /// The id of an API client, or `resident` for the resident's own devices.
    #[sea_orm(primary_key, auto_increment = false)]
    pub reporter: String,
    /// The smallest difference seen between a report's arrival and its newest timestamp.
    pub clock_bound: Option<i64>,
    /// The newest timestamp received from the reporter.
    pub clock_newest: Option<i64>,
    /// How far the server's clock is ahead of the reporter's.
    pub clock_offset: i64,
    /// The clock offset by which positions are ordered.
    pub clock_order: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
