//! Responders: who comes, in which vehicle, and where they are.

use crate::coordinate::Coordinate;
use crate::id::{LocationId, ResponderId, SupplierId};
use crate::lenient::read_leniently;
use crate::measure::Metres;
use crate::time::Timestamp;
use serde::Serialize;

/// A responder as a callout shows them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Responder {
    /// Its number.
    pub id: ResponderId,
    /// First name.
    pub name: String,
    /// Family name.
    pub surname: String,
    /// How they are called on the radio.
    pub callsign: Option<String>,
    /// The supplier's own number for them.
    pub reference: Option<String>,
    /// Telephone number, or another address that reaches them.
    pub mobile: Option<String>,
    /// Make of the vehicle.
    pub vehicle_make: Option<String>,
    /// Model of the vehicle.
    pub vehicle_model: Option<String>,
    /// Colour of the vehicle.
    pub vehicle_colour: Option<String>,
    /// Its number plate.
    pub vehicle_license_plate: Option<String>,
    /// Free to take another callout.
    pub active: bool,
    /// Busy with a callout.
    pub currently_on_call: bool,
    /// When they were added.
    pub created_at: Timestamp,
    /// When this last changed.
    pub updated_at: Timestamp,
    /// The source's shift number.
    pub operation_time_id: Option<i64>,
    /// The source's kind of responder.
    pub type_id: Option<i64>,
    /// Removed.
    pub deleted: bool,
    /// Their newest position.
    pub latest_responder_location_id: Option<LocationId>,
    /// The company they drive for.
    pub supplier_id: Option<SupplierId>,
    /// Their newest position.
    pub responderlocations: Vec<ResponderLocation>,
}

read_leniently!(Responder {
    id,
    name,
    surname,
    callsign,
    reference,
    mobile,
    vehicle_make,
    vehicle_model,
    vehicle_colour,
    vehicle_license_plate,
    active,
    currently_on_call,
    created_at,
    updated_at,
    operation_time_id,
    type_id,
    deleted,
    latest_responder_location_id,
    supplier_id,
    responderlocations
});

/// A position of a responder.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponderLocation {
    /// Its number.
    pub id: LocationId,
    /// Degrees north.
    pub latitude: Coordinate,
    /// Degrees east.
    pub longitude: Coordinate,
    /// Radius of uncertainty in metres.
    pub accuracy: Option<Metres>,
    /// What found it, like `gps`.
    pub provider: Option<String>,
    /// What the vehicle does, where its device says so.
    pub activity_status: Option<String>,
    /// The address, when an operator's geocoder knows it.
    pub formatted_address: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// When it was found.
    pub created_at: Timestamp,
    /// When this last changed.
    pub updated_at: Timestamp,
    /// Whose it is.
    pub responder_id: ResponderId,
    /// Degrees clockwise from north that the vehicle moves in. Ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<f64>,
}

read_leniently!(ResponderLocation {
    id,
    latitude,
    longitude,
    accuracy,
    provider,
    activity_status,
    formatted_address,
    region,
    city,
    country,
    created_at,
    updated_at,
    responder_id,
    heading
});
