//! Responders: each is one vehicle with its crew.

use sea_orm::entity::prelude::*;

/// A vehicle with its crew.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "responder")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The company that they drive for.
    pub supplier_id: i64,
    pub name: String,
    /// Family name; may be empty.
    pub surname: String,
    /// How they are called on the radio.
    pub callsign: Option<String>,
    /// The supplier's own reference for them.
    pub reference: Option<String>,
    pub mobile: Option<String>,
    pub vehicle_make: Option<String>,
    pub vehicle_model: Option<String>,
    pub vehicle_colour: Option<String>,
    /// As on the plate.
    pub vehicle_license_plate: Option<String>,
    /// Response types that they are trained for, such as `1,2`.
    pub response_types: String,
    pub active: bool,
    /// A demonstration vehicle, which is rung for Demo callouts only.
    pub demo: bool,
    /// Removed; the row is kept for earlier callouts.
    pub deleted: bool,
    /// The callout that they are assigned to; at most one at a time.
    pub callout_id: Option<i64>,
    pub location_id: Option<i64>,
    /// Latitude of the latest position, copied here so that the nearest responders are found without a join.
    pub latitude: Option<f64>,
    /// Of the newest position.
    pub longitude: Option<f64>,
    pub created_at: i64,
    pub updated_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
