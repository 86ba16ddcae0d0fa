//! A callout, as `GET /api/callouts/{id}` returns it.
//!
//! The shape is that of the AURA callout API, name for name, including its inconsistent spelling (`calloutincidentdetail`). Every
//! field may be missing when it is read; the known ones are used.
//!
//! Long because the source defines it as one object.

use crate::coordinate::Coordinate;
use crate::customer::Customer;
use crate::event::CalloutEvent;
use crate::id::{CalloutId, EventId, LocationId, ResidentId, ResponderId, SupplierId};
use crate::incident::IncidentDetail;
use crate::lenient::read_leniently;
use crate::measure::Distance;
use crate::status::CalloutStatus;
use crate::time::Timestamp;
use serde::Serialize;

/// A callout, from the press until it is closed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Callout {
    pub id: CalloutId,
    /// REAL or TEST; see [`crate::classification`].
    pub callout_classification_id: Option<i64>,
    /// The resident pressed "I am safe now". The response continues until a controller has spoken to them.
    pub cancelled_by_customer: bool,
    pub status: CalloutStatus,
    /// A controller has verified the alarm.
    pub verified: Option<bool>,
    pub verified_by: Option<String>,
    pub verified_at: Option<Timestamp>,
    /// When the callout was closed.
    pub resolved_at: Option<Timestamp>,
    /// When the request reached the server.
    pub logged_at: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub last_updated_by: Option<String>,
    /// The API client that made the last change.
    pub last_updated_by_client_id: Option<String>,
    /// The API client that created the callout.
    pub source: Option<String>,
    /// Whether a responder is still needed.
    pub dispatch_required: bool,
    /// A controller has acknowledged the callout.
    pub acknowledged: bool,
    pub first_acknowledged_by: Option<String>,
    pub first_acknowledged_at: Option<Timestamp>,
    /// A controller has taken the callout over.
    pub owned: bool,
    /// The controller who took it over.
    pub owned_by: Option<String>,
    pub owned_at: Option<Timestamp>,
    /// A message number of the source's own system; always null here.
    pub message_id: Option<i64>,
    pub customer_id: ResidentId,
    /// Security, Medical or Demo; see [`crate::classification`].
    pub response_type_id: Option<i64>,
    /// The responders who were asked to come, with their answers.
    pub callout_responder_in_ranges: Vec<ResponderInRange>,
    /// The current dispatch, and the record of the incident.
    #[serde(rename = "calloutincidentdetail")]
    pub incident_detail: IncidentDetail,
    /// The resident's current details.
    pub customer: Customer,
    /// Attempts to call the resident.
    pub customer_number_phoneds: Vec<NumberPhoned>,
    /// The newest estimate of the responder's arrival, if any.
    pub callout_response_eta: Vec<ResponseEta>,
    /// The first and the current location.
    #[serde(rename = "calloutlocations")]
    pub locations: Vec<CalloutLocation>,
    /// The current location; null while none is known.
    pub location: Option<CalloutLocation>,
    /// The responder's distance.
    pub distance: Distance,
    /// The basis of the distance and the estimated arrival. Not part of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// Suppliers with a responder in range; empty means no coverage.
    pub unique_suppliers_in_range: Vec<SupplierId>,
    /// The responder's route, if requested and a responder is on the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    /// The events, oldest first, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callout_events: Option<Vec<CalloutEvent>>,
}

read_leniently!(Callout { id, callout_classification_id, cancelled_by_customer, status, verified, verified_by, verified_at, resolved_at, logged_at, created_at, updated_at, last_updated_by, last_updated_by_client_id, source, dispatch_required, acknowledged, first_acknowledged_by, first_acknowledged_at, owned, owned_by, owned_at, message_id, customer_id, response_type_id, callout_responder_in_ranges, incident_detail = "calloutincidentdetail", customer, customer_number_phoneds, callout_response_eta, locations = "calloutlocations", location, distance, estimate, unique_suppliers_in_range, route, callout_events });

impl Callout {
    /// Whether nobody is in range and nobody is on the way, so that a controller must find a responder by hand.
    pub fn has_no_coverage(&self) -> bool {
        self.unique_suppliers_in_range.is_empty()
            && matches!(self.status, CalloutStatus::Created | CalloutStatus::ResponderCancelled)
    }

    /// Whether this is a test: no responder is sent until a controller has verified it.
    pub fn is_test(&self) -> bool {
        self.callout_classification_id == Some(crate::classification::TEST)
    }

    /// The newest estimate of arrival.
    pub fn eta(&self) -> Option<&ResponseEta> {
        self.callout_response_eta.last()
    }
}

/// A responder who was asked to come.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResponderInRange {
    pub id: i64,
    pub callout_id: CalloutId,
    pub responder_id: ResponderId,
    /// The responder was rung.
    pub requested: bool,
    /// The responder declined or did not answer in time.
    pub declined: bool,
    /// Metres along the road when the responder was found.
    pub distance: i64,
    /// Seconds along the road when the responder was found.
    pub duration: i64,
    /// The duration in words.
    pub duration_text: String,
    /// The responder accepted.
    pub acknowledged: bool,
    /// When the request was withdrawn.
    pub retracted_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

read_leniently!(ResponderInRange {
    id,
    callout_id,
    responder_id,
    requested,
    declined,
    distance,
    duration,
    duration_text,
    acknowledged,
    retracted_at,
    created_at,
    updated_at
});

/// A location of the resident.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CalloutLocation {
    pub id: LocationId,
    /// Degrees north.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Degrees))]
    pub latitude: Coordinate,
    /// Degrees east.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Degrees))]
    pub longitude: Coordinate,
    /// The street address, if a geocoder is configured and knows it.
    pub formatted_address: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    /// States that the address is the resident's home and does not come from the geocoder.
    pub description: Option<String>,
    /// The geocoder's id of the place.
    pub place_id: Option<String>,
    pub callout_id: CalloutId,
    /// When the position was recorded.
    pub created_at: Timestamp,
    /// When the position was stored.
    pub updated_at: Timestamp,
    /// The source of the position, such as `PANIC_APP`.
    pub source: Option<String>,
    /// The responder's travel time to this location, once there is an estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_text: Option<String>,
    /// Radius of uncertainty in metres. Not part of the source, which does not keep it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    /// Whether the radius is 50 m or more. Not part of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coarse: Option<bool>,
    /// Milliseconds by which the server's clock is ahead of the phone's clock, which `created_at` uses. Not part of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_offset: Option<i64>,
}

read_leniently!(CalloutLocation {
    id,
    latitude,
    longitude,
    formatted_address,
    region,
    city,
    country,
    description,
    place_id,
    callout_id,
    created_at,
    updated_at,
    source,
    duration_text,
    accuracy,
    coarse,
    clock_offset
});

impl CalloutLocation {
    /// The time of the position by the server's clock. Ages are counted from it.
    pub fn found_at(&self) -> i64 {
        self.created_at.millis().saturating_add(self.clock_offset.unwrap_or_default())
    }
}

/// An estimate of a responder's arrival.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResponseEta {
    pub id: i64,
    pub callout_id: CalloutId,
    pub responder_id: ResponderId,
    /// The duration in words.
    pub duration_text: String,
    /// Seconds.
    pub duration_value: i64,
    /// The distance in words.
    pub distance_text: String,
    /// Metres.
    pub distance_value: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

read_leniently!(ResponseEta {
    id,
    callout_id,
    responder_id,
    duration_text,
    duration_value,
    distance_text,
    distance_value,
    created_at,
    updated_at
});

/// The basis of a distance and of the estimated arrival.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Estimate {
    /// [`STRAIGHT`](Self::STRAIGHT), [`DEVICE`](Self::DEVICE) or [`SIMULATED`](Self::SIMULATED).
    pub basis: String,
    pub at: Timestamp,
}

read_leniently!(Estimate { basis, at });

impl Estimate {
    /// The straight line between two positions. There is no estimate of arrival.
    pub const STRAIGHT: &str = "straight";
    /// The vehicle's own device, or a routing service.
    pub const DEVICE: &str = "device";
    /// Simulated: the vehicle, its route and its times are demo data.
    pub const SIMULATED: &str = "simulated";

    /// A straight line, measured at this time.
    pub fn straight(at: i64) -> Self {
        Self { basis: Self::STRAIGHT.to_owned(), at: Timestamp::from_millis(at) }
    }

    /// Simulated at this time.
    pub fn simulated(at: i64) -> Self {
        Self { basis: Self::SIMULATED.to_owned(), at: Timestamp::from_millis(at) }
    }

    /// Whether there is no estimate of arrival.
    pub fn is_straight(&self) -> bool {
        self.basis == Self::STRAIGHT
    }

    /// Whether it is simulated.
    pub fn is_simulated(&self) -> bool {
        self.basis == Self::SIMULATED
    }
}

/// A responder's route.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Route {
    /// A Google encoded polyline with precision 5.
    pub points: String,
}

read_leniently!(Route { points });

/// An attempt to call the resident. The source only shows an empty list; the fields are ours.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NumberPhoned {
    pub id: EventId,
    pub callout_id: CalloutId,
    /// The number that was called.
    pub number: String,
    /// Whether the call was answered.
    pub answered: bool,
    pub note: Option<String>,
    pub phoned_by: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

read_leniently!(NumberPhoned { id, callout_id, number, answered, note, phoned_by, created_at, updated_at });
