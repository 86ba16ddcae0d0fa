//! Reported locations of a callout.

use sea_orm::entity::prelude::*;

/// One reported location.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "callout_location")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub callout_id: i64,
    pub latitude: f64,
    pub longitude: f64,
    /// Radius of uncertainty in metres.
    pub accuracy: Option<f64>,
    /// The source of the fix, such as `PANIC_APP`.
    pub source: String,
    /// When the fix was taken, by the phone's clock.
    pub recorded_at: i64,
    /// When the report reached the server.
    pub received_at: i64,
    /// How many milliseconds the server's clock is ahead of the phone's.
    pub clock_offset: i64,
    /// The order of the callout's locations: the highest is the current one.
    pub rank: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
