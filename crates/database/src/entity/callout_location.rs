//! Where the phone of a callout was.

use sea_orm::entity::prelude::*;

/// A location.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "callout_location")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The callout.
    pub callout_id: i64,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Radius of uncertainty in metres.
    pub accuracy: Option<f64>,
    /// What found it, such as `PANIC_APP`.
    pub source: String,
    /// When it was found, by the phone's clock.
    pub recorded_at: i64,
    /// When it reached the server.
    pub received_at: i64,
    /// How far the server's clock was ahead of the phone's.
    pub clock_offset: i64,
    /// Where it stands in the order of the callout's positions: the highest is the current one.
    pub rank: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
