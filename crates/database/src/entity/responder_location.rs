//! Positions of responders.

use sea_orm::entity::prelude::*;

/// One position of a responder.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "responder_location")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub responder_id: i64,
    pub latitude: f64,
    /// Degrees north.
    pub longitude: f64,
    /// Radius of uncertainty in metres.
    pub accuracy: Option<f64>,
    /// Direction of travel in degrees, clockwise from north.
    pub heading: Option<f64>,
    /// The source of the fix, such as `gps`.
    pub provider: String,
    /// When the fix was taken.
    pub recorded_at: i64,
    /// When it reached the server.
    pub received_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
