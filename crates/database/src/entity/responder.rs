//! Who comes: one vehicle with its crew.

use sea_orm::entity::prelude::*;

/// A responder.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "responder")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The company they drive for.
    pub supplier_id: i64,
    /// First name.
    pub name: String,
    /// Family name; may be empty.
    pub surname: String,
    /// How they are called on the radio.
    pub callsign: Option<String>,
    /// The supplier's own number for them.
    pub reference: Option<String>,
    /// Telephone number.
    pub mobile: Option<String>,
    /// Such as `Toyota`.
    pub vehicle_make: Option<String>,
    /// Such as `Hilux`.
    pub vehicle_model: Option<String>,
    /// Such as `White`.
    pub vehicle_colour: Option<String>,
    /// As on the plate.
    pub vehicle_license_plate: Option<String>,
    /// What they are trained for, such as `1,2`.
    pub response_types: String,
    /// On duty.
    pub active: bool,
    /// A vehicle of the demonstration: rung for Demo callouts only.
    pub demo: bool,
    /// Removed; the row stays for old callouts.
    pub deleted: bool,
    /// The callout they are on; nobody is ever on two.
    pub callout_id: Option<i64>,
    /// Their newest position.
    pub location_id: Option<i64>,
    /// Of the newest position, here too so that the nearest are found without a join.
    pub latitude: Option<f64>,
    /// Of the newest position.
    pub longitude: Option<f64>,
    /// When they were added.
    pub created_at: i64,
    /// When anything here last changed.
    pub updated_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
