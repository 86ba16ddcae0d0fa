//! Responders and suppliers, as the control room manages them.

use super::Position;
use crate::coordinate::{Coordinate, in_range};
use crate::id::{CalloutId, SupplierId};
use crate::lenient::read_leniently;
use crate::measure::Metres;
use crate::responder::Responder;
use crate::supplier::Supplier;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One item of `GET /api/control/responders`. With `?callout=<id>`, sorted by distance and with distance and duration.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ControlResponder {
    #[serde(flatten)]
    pub responder: Responder,
    pub supplier_name: Option<String>,
    /// The response types that the responder is trained for.
    pub response_type_ids: Vec<i64>,
    /// A demo vehicle, rung for Demo callouts only.
    pub demo: bool,
    /// On duty, with a known position, and not on a callout.
    pub available: bool,
    pub callout_id: Option<CalloutId>,
    pub position: Option<Position>,
    /// Metres to the callout in the query.
    pub distance: Option<i64>,
    /// Seconds to the callout in the query.
    pub duration: Option<i64>,
    /// The duration in words.
    pub duration_text: Option<String>,
}

read_leniently!(ControlResponder { ..responder, supplier_name, response_type_ids, demo, available, callout_id, position, distance, duration, duration_text });

/// The body of `POST /api/control/responders`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewResponder {
    pub name: String,
    #[serde(default)]
    pub surname: String,
    #[serde(default)]
    pub callsign: Option<String>,
    #[serde(default)]
    pub mobile: Option<String>,
    #[serde(default)]
    pub vehicle_make: Option<String>,
    #[serde(default)]
    pub vehicle_model: Option<String>,
    #[serde(default)]
    pub vehicle_colour: Option<String>,
    #[serde(default)]
    pub vehicle_license_plate: Option<String>,
    pub supplier_id: SupplierId,
    /// The response types that the responder is trained for; Security, if omitted.
    #[serde(default)]
    pub response_type_ids: Vec<i64>,
    /// A demo vehicle.
    #[serde(default)]
    pub demo: bool,
    #[serde(default)]
    pub position: Option<ResponderPosition>,
}

/// The body of `PATCH /api/control/responders/{id}`. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct ResponderChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callsign: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_make: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_colour: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_license_plate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_type_ids: Option<Vec<i64>>,
    /// On duty or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// A new position, set by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<ResponderPosition>,
}

/// The body of `POST /api/control/responders/{id}/position`. Its coordinates are valid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "RawPosition", rename_all = "camelCase")]
pub struct ResponderPosition {
    /// Degrees north.
    pub latitude: Coordinate,
    /// Degrees east.
    pub longitude: Coordinate,
    /// Radius of uncertainty in metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<Metres>,
    /// Heading in degrees clockwise from north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<f64>,
    /// When the position was measured; now, if omitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Timestamp>,
    /// The remaining route, as a Google encoded polyline with precision 5; stored as the callout's `route`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// Metres left on the route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance: Option<i64>,
    /// Seconds left on the route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawPosition {
    latitude: Coordinate,
    longitude: Coordinate,
    accuracy: Option<Metres>,
    heading: Option<f64>,
    recorded_at: Option<Timestamp>,
    route: Option<String>,
    distance: Option<i64>,
    duration: Option<i64>,
}

impl TryFrom<RawPosition> for ResponderPosition {
    type Error = String;
    fn try_from(raw: RawPosition) -> Result<Self, String> {
        let RawPosition { latitude, longitude, accuracy, heading, recorded_at, route, distance, duration } =
            raw;
        in_range(&latitude, &longitude).map_err(|complaint| complaint.to_string())?;
        let accuracy = accuracy.filter(|metres| crate::accuracy::known(metres.value()).is_some());
        if heading.is_some_and(|heading| !(0.0..=360.0).contains(&heading)) {
            return Err("heading: write degrees from 0 to 360".to_owned());
        }
        if distance.is_some_and(|metres| metres < 0) || duration.is_some_and(|seconds| seconds < 0) {
            return Err("distance: write metres and seconds, 0 or more".to_owned());
        }
        Ok(Self { latitude, longitude, accuracy, heading, recorded_at, route, distance, duration })
    }
}

/// The body of `POST /api/control/responders/{id}/answer`: the answer of a responder who was rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResponderAnswer {
    pub callout_id: CalloutId,
    pub answer: RingAnswer,
}

/// Whether a responder comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum RingAnswer {
    /// The responder is coming.
    Accept,
    /// The responder cannot come.
    Decline,
}

/// One item of `GET /api/control/suppliers`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ControlSupplier {
    #[serde(flatten)]
    pub supplier: Supplier,
    /// The response types that the supplier offers.
    pub response_type_ids: Vec<i64>,
    /// A demo supplier.
    pub demo: bool,
    /// Whether it can be dispatched: it has a responder on duty, or a telephone number.
    pub available: bool,
    pub position: Option<Position>,
    /// The organisations that the supplier serves, restricted to those of the controller.
    pub organisation_ids: Vec<i64>,
}

read_leniently!(ControlSupplier { ..supplier, response_type_ids, demo, available, position, organisation_ids });

/// The body of `POST /api/control/suppliers`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewSupplier {
    pub name: String,
    #[serde(default)]
    pub contact_number: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub contact_person: Option<String>,
    #[serde(default)]
    pub address: Option<String>,
    #[serde(default)]
    pub region: Option<String>,
    #[serde(default)]
    pub supplier_logo_url: Option<String>,
    /// The response types that the supplier offers; Security, if omitted.
    #[serde(default)]
    pub response_type_ids: Vec<i64>,
    /// A demo supplier.
    #[serde(default)]
    pub demo: bool,
    /// The organisations that the supplier serves; all of the controller's, if omitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation_ids: Option<Vec<i64>>,
}

/// The body of `PATCH /api/control/suppliers/{id}`. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct SupplierChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_person: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier_logo_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_type_ids: Option<Vec<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation_ids: Option<Vec<i64>>,
}
