//! A callout, as `GET /api/callouts/{id}` answers it.
//!
//! The shape is the AURA callout API's, name for name, also where its spelling is uneven (`calloutincidentdetail`).
//! Every field may be missing when read: what is known is shown.
//!
//! Long because the source prints the whole of it as one object.

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

/// One alarm, from the press to the close.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Callout {
    /// Its number.
    pub id: CalloutId,
    /// REAL or TEST; see [`crate::classification`].
    pub callout_classification_id: Option<i64>,
    /// "I am safe now" was pressed. The response goes on until a controller has spoken to the customer.
    pub cancelled_by_customer: bool,
    /// Where it stands.
    pub status: CalloutStatus,
    /// A controller has checked that it is meant.
    pub verified: Option<bool>,
    /// Who checked.
    pub verified_by: Option<String>,
    /// When they checked.
    pub verified_at: Option<Timestamp>,
    /// When it was closed.
    pub resolved_at: Option<Timestamp>,
    /// When the request reached the server.
    pub logged_at: Timestamp,
    /// When it was stored.
    pub created_at: Timestamp,
    /// When anything of it last changed.
    pub updated_at: Timestamp,
    /// Who changed it last.
    pub last_updated_by: Option<String>,
    /// The API client that changed it last.
    pub last_updated_by_client_id: Option<String>,
    /// The API client that raised it.
    pub source: Option<String>,
    /// Whether anyone still has to go.
    pub dispatch_required: bool,
    /// A controller has seen it.
    pub acknowledged: bool,
    /// Who saw it first.
    pub first_acknowledged_by: Option<String>,
    /// When it was first seen.
    pub first_acknowledged_at: Option<Timestamp>,
    /// A controller looks after it.
    pub owned: bool,
    /// Who looks after it.
    pub owned_by: Option<String>,
    /// Since when.
    pub owned_at: Option<Timestamp>,
    /// A message's number in the source's own system; always null here.
    pub message_id: Option<i64>,
    /// The resident.
    pub customer_id: ResidentId,
    /// Security, medical or demo; see [`crate::classification`].
    pub response_type_id: Option<i64>,
    /// Who was asked to come, and what they answered.
    pub callout_responder_in_ranges: Vec<ResponderInRange>,
    /// The current dispatch and what was recorded of the incident.
    #[serde(rename = "calloutincidentdetail")]
    pub incident_detail: IncidentDetail,
    /// The resident's details, as they are now.
    pub customer: Customer,
    /// Attempts to reach the resident by telephone.
    pub customer_number_phoneds: Vec<NumberPhoned>,
    /// The newest estimate of the responder's arrival, if there is one.
    pub callout_response_eta: Vec<ResponseEta>,
    /// The first and the current location.
    #[serde(rename = "calloutlocations")]
    pub locations: Vec<CalloutLocation>,
    /// The current location; null while none is known.
    pub location: Option<CalloutLocation>,
    /// How far the responder is.
    pub distance: Distance,
    /// Where the distance and the estimate of arrival come from, once there are any. Ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// Suppliers with a responder in range; empty means no coverage.
    pub unique_suppliers_in_range: Vec<SupplierId>,
    /// The way of the responder, when asked for and when one is on the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    /// What happened, oldest first, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callout_events: Option<Vec<CalloutEvent>>,
}

read_leniently!(Callout { id, callout_classification_id, cancelled_by_customer, status, verified, verified_by, verified_at, resolved_at, logged_at, created_at, updated_at, last_updated_by, last_updated_by_client_id, source, dispatch_required, acknowledged, first_acknowledged_by, first_acknowledged_at, owned, owned_by, owned_at, message_id, customer_id, response_type_id, callout_responder_in_ranges, incident_detail = "calloutincidentdetail", customer, customer_number_phoneds, callout_response_eta, locations = "calloutlocations", location, distance, estimate, unique_suppliers_in_range, route, callout_events });

impl Callout {
    /// Whether nobody is in range and nobody is on the way: a controller has to find someone by hand.
    pub fn has_no_coverage(&self) -> bool {
        self.unique_suppliers_in_range.is_empty()
            && matches!(self.status, CalloutStatus::Created | CalloutStatus::ResponderCancelled)
    }

    /// Whether this is a test: nobody comes until a controller has verified it.
    pub fn is_test(&self) -> bool {
        self.callout_classification_id == Some(crate::classification::TEST)
    }

    /// The newest estimate of arrival.
    pub fn eta(&self) -> Option<&ResponseEta> {
        self.callout_response_eta.last()
    }
}

/// One responder who was asked to come.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponderInRange {
    /// Its number.
    pub id: i64,
    /// The callout.
    pub callout_id: CalloutId,
    /// The responder.
    pub responder_id: ResponderId,
    /// They have been rung.
    pub requested: bool,
    /// They cannot come, or did not answer in time.
    pub declined: bool,
    /// Metres along the way when they were found.
    pub distance: i64,
    /// Seconds along the way when they were found.
    pub duration: i64,
    /// The duration in words.
    pub duration_text: String,
    /// They accepted.
    pub acknowledged: bool,
    /// When they were called back.
    pub retracted_at: Option<Timestamp>,
    /// When they were found.
    pub created_at: Timestamp,
    /// When this last changed.
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
#[serde(rename_all = "camelCase")]
pub struct CalloutLocation {
    /// Its number.
    pub id: LocationId,
    /// Degrees north.
    pub latitude: Coordinate,
    /// Degrees east.
    pub longitude: Coordinate,
    /// The address, when an operator's geocoder knows it.
    pub formatted_address: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// Says so when the address is the resident's home and not the geocoder's.
    pub description: Option<String>,
    /// The geocoder's id of the place.
    pub place_id: Option<String>,
    /// The callout.
    pub callout_id: CalloutId,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was stored.
    pub updated_at: Timestamp,
    /// What recorded it, like `PANIC_APP`.
    pub source: Option<String>,
    /// How long the responder needs to get there, once there is an estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_text: Option<String>,
    /// Its radius of uncertainty in metres. Ours: the source does not keep it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    /// Whether that radius is 50 m or more. Ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coarse: Option<bool>,
    /// Milliseconds that the server's clock is ahead of the phone's, which `created_at` is by. Ours.
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
    /// When it was found, by the server's clock: ages are counted from here.
    pub fn found_at(&self) -> i64 {
        self.created_at.millis().saturating_add(self.clock_offset.unwrap_or_default())
    }
}

/// An estimate of a responder's arrival.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponseEta {
    /// Its number.
    pub id: i64,
    /// The callout.
    pub callout_id: CalloutId,
    /// The responder.
    pub responder_id: ResponderId,
    /// The duration in words.
    pub duration_text: String,
    /// Seconds.
    pub duration_value: i64,
    /// The distance in words.
    pub distance_text: String,
    /// Metres.
    pub distance_value: i64,
    /// When it was estimated.
    pub created_at: Timestamp,
    /// When this last changed.
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

/// Where a distance, and the estimate of arrival beside it, come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// [`STRAIGHT`](Self::STRAIGHT), [`DEVICE`](Self::DEVICE) or [`SIMULATED`](Self::SIMULATED).
    pub basis: String,
    /// When it was made.
    pub at: Timestamp,
}

read_leniently!(Estimate { basis, at });

impl Estimate {
    /// A straight line between two positions. It says how far somebody is and nothing of when they come.
    pub const STRAIGHT: &str = "straight";
    /// The vehicle's own device, or a service that knows the roads.
    pub const DEVICE: &str = "device";
    /// A demonstration's: the vehicle, its road and its times are made up.
    pub const SIMULATED: &str = "simulated";

    /// A straight line, measured at this time.
    pub fn straight(at: i64) -> Self {
        Self { basis: Self::STRAIGHT.to_owned(), at: Timestamp::from_millis(at) }
    }

    /// Made up at this time.
    pub fn simulated(at: i64) -> Self {
        Self { basis: Self::SIMULATED.to_owned(), at: Timestamp::from_millis(at) }
    }

    /// Whether nobody knows when they come.
    pub fn is_straight(&self) -> bool {
        self.basis == Self::STRAIGHT
    }

    /// Whether it is made up.
    pub fn is_simulated(&self) -> bool {
        self.basis == Self::SIMULATED
    }
}

/// The way of a responder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Route {
    /// A Google encoded polyline with precision 5.
    pub points: String,
}

read_leniently!(Route { points });

/// An attempt to reach the resident by telephone. The source prints only the empty list; the fields are ours.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NumberPhoned {
    /// Its number.
    pub id: EventId,
    /// The callout.
    pub callout_id: CalloutId,
    /// The number that was rung.
    pub number: String,
    /// Whether somebody answered.
    pub answered: bool,
    /// What was said.
    pub note: Option<String>,
    /// Who rang.
    pub phoned_by: Option<String>,
    /// When.
    pub created_at: Timestamp,
    /// When this last changed.
    pub updated_at: Timestamp,
}

read_leniently!(NumberPhoned { id, callout_id, number, answered, note, phoned_by, created_at, updated_at });
