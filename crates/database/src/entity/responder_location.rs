//! Positions of responders.

use sea_orm::entity::prelude::*;

/// A position.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "responder_location")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose it is.
    pub responder_id: i64,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Radius of uncertainty in metres.
    pub accuracy: Option<f64>,
    /// Degrees clockwise from north that the vehicle moves in.
    pub heading: Option<f64>,
    /// What found it, such as `gps`.
    pub provider: String,
    /// When it was found.
    pub recorded_at: i64,
    /// When it reached the server.
    pub received_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
