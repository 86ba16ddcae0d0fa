//! Responders: crews, their vehicles and their positions.

use crate::coordinate::Coordinate;
use crate::id::{LocationId, ResponderId, SupplierId};
use crate::lenient::read_leniently;
use crate::measure::Metres;
use crate::time::Timestamp;
use serde::Serialize;

/// A responder in a callout.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Responder {
    pub id: ResponderId,
    pub name: String,
    pub surname: String,
    /// The radio callsign.
    pub callsign: Option<String>,
    /// The supplier's own number for the responder.
    pub reference: Option<String>,
    /// Telephone number, or another address that reaches the crew.
    pub mobile: Option<String>,
    pub vehicle_make: Option<String>,
    pub vehicle_model: Option<String>,
    pub vehicle_colour: Option<String>,
    pub vehicle_license_plate: Option<String>,
    /// Available for another callout.
    pub active: bool,
    /// On a callout.
    pub currently_on_call: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// The source's shift number.
    pub operation_time_id: Option<i64>,
    /// The source's kind of responder.
    pub type_id: Option<i64>,
    pub deleted: bool,
    pub latest_responder_location_id: Option<LocationId>,
    pub supplier_id: Option<SupplierId>,
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResponderLocation {
    pub id: LocationId,
    /// Degrees north.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Degrees))]
    pub latitude: Coordinate,
    /// Degrees east.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Degrees))]
    pub longitude: Coordinate,
    /// Radius of uncertainty in metres.
    pub accuracy: Option<Metres>,
    /// The method, such as `gps`.
    pub provider: Option<String>,
    /// The vehicle's activity, if its device reports it.
    pub activity_status: Option<String>,
    /// The street address, if a geocoder is configured and knows it.
    pub formatted_address: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    /// When the position was measured.
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub responder_id: ResponderId,
    /// Heading in degrees clockwise from north. Not part of the source.
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
