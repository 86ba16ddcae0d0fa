//! Responders and suppliers as the control room keeps them.

use super::Position;
use crate::coordinate::{Coordinate, in_range};
use crate::id::{CalloutId, SupplierId};
use crate::lenient::read_leniently;
use crate::measure::Metres;
use crate::responder::Responder;
use crate::supplier::Supplier;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One entry of `GET /api/control/responders`. With `?callout=<id>` nearest first, with distance and duration.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControlResponder {
    /// The responder.
    #[serde(flatten)]
    pub responder: Responder,
    /// The company they drive for.
    pub supplier_name: Option<String>,
    /// What they are trained for.
    pub response_type_ids: Vec<i64>,
    /// A vehicle of the demonstration: rung for Demo callouts only.
    pub demo: bool,
    /// Free to be sent: on duty, with a position, not on a callout.
    pub available: bool,
    /// The callout they are on.
    pub callout_id: Option<CalloutId>,
    /// Where they are.
    pub position: Option<Position>,
    /// Metres to the callout asked for.
    pub distance: Option<i64>,
    /// Seconds to the callout asked for.
    pub duration: Option<i64>,
    /// That duration in words.
    pub duration_text: Option<String>,
}

read_leniently!(ControlResponder { ..responder, supplier_name, response_type_ids, demo, available, callout_id, position, distance, duration, duration_text });

/// The body of `POST /api/control/responders`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewResponder {
    /// First name.
    pub name: String,
    /// Family name.
    #[serde(default)]
    pub surname: String,
    /// How they are called on the radio.
    #[serde(default)]
    pub callsign: Option<String>,
    /// Telephone number.
    #[serde(default)]
    pub mobile: Option<String>,
    /// Make of the vehicle.
    #[serde(default)]
    pub vehicle_make: Option<String>,
    /// Model of the vehicle.
    #[serde(default)]
    pub vehicle_model: Option<String>,
    /// Colour of the vehicle.
    #[serde(default)]
    pub vehicle_colour: Option<String>,
    /// Its number plate.
    #[serde(default)]
    pub vehicle_license_plate: Option<String>,
    /// The company they drive for.
    pub supplier_id: SupplierId,
    /// What they are trained for; Security, if left out.
    #[serde(default)]
    pub response_type_ids: Vec<i64>,
    /// A vehicle of the demonstration.
    #[serde(default)]
    pub demo: bool,
    /// Where they are.
    #[serde(default)]
    pub position: Option<ResponderPosition>,
}

/// The body of `PATCH /api/control/responders/{id}`: what is left out stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ResponderChange {
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surname: Option<String>,
    /// How they are called on the radio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callsign: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// Make of the vehicle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_make: Option<String>,
    /// Model of the vehicle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_model: Option<String>,
    /// Colour of the vehicle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_colour: Option<String>,
    /// Its number plate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_license_plate: Option<String>,
    /// What they are trained for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_type_ids: Option<Vec<i64>>,
    /// On duty or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Where they are placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<ResponderPosition>,
}

/// The body of `POST /api/control/responders/{id}/position`. Its degrees are on the globe.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPosition", rename_all = "camelCase")]
pub struct ResponderPosition {
    /// Degrees north.
    pub latitude: Coordinate,
    /// Degrees east.
    pub longitude: Coordinate,
    /// Radius of uncertainty in metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<Metres>,
    /// Degrees clockwise from north that the vehicle moves in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<f64>,
    /// When it was found; now, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Timestamp>,
    /// The way that is left, as a Google encoded polyline with precision 5; kept for the callout's `route`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// Metres that are left on that way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance: Option<i64>,
    /// Seconds that are left on that way.
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

/// The body of `POST /api/control/responders/{id}/answer`: what a responder who was rung says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponderAnswer {
    /// The callout they were rung for.
    pub callout_id: CalloutId,
    /// What they say.
    pub answer: RingAnswer,
}

/// Whether a responder comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RingAnswer {
    /// They come.
    Accept,
    /// They cannot.
    Decline,
}

/// One entry of `GET /api/control/suppliers`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControlSupplier {
    /// The supplier.
    #[serde(flatten)]
    pub supplier: Supplier,
    /// What it can be rung for.
    pub response_type_ids: Vec<i64>,
    /// A company of the demonstration.
    pub demo: bool,
    /// Whether it has anybody on duty: a responder of its own, or a telephone number.
    pub available: bool,
    /// Where it is based.
    pub position: Option<Position>,
    /// The organisations that it serves, of those that the controller serves.
    pub organisation_ids: Vec<i64>,
}

read_leniently!(ControlSupplier { ..supplier, response_type_ids, demo, available, position, organisation_ids });

/// The body of `POST /api/control/suppliers`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewSupplier {
    /// The company's name.
    pub name: String,
    /// The number to ring.
    #[serde(default)]
    pub contact_number: Option<String>,
    /// The e-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Whom to ask for.
    #[serde(default)]
    pub contact_person: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub address: Option<String>,
    /// The region it serves.
    #[serde(default)]
    pub region: Option<String>,
    /// A picture of its logo.
    #[serde(default)]
    pub supplier_logo_url: Option<String>,
    /// What it can be rung for; Security, if left out.
    #[serde(default)]
    pub response_type_ids: Vec<i64>,
    /// A company of the demonstration.
    #[serde(default)]
    pub demo: bool,
    /// The organisations that it serves; all that the controller serves, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation_ids: Option<Vec<i64>>,
}

/// The body of `PATCH /api/control/suppliers/{id}`: what is left out stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SupplierChange {
    /// The company's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The number to ring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_number: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Whom to ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_person: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The region it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// A picture of its logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier_logo_url: Option<String>,
    /// What it can be rung for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_type_ids: Option<Vec<i64>>,
    /// The organisations that it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation_ids: Option<Vec<i64>>,
}
