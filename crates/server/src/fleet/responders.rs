//! Responders as JSON representations.

use wire::coordinate::Coordinate;
use wire::id::{LocationId, ResponderId, SupplierId};
use wire::measure::Metres;
use wire::responder::{Responder, ResponderLocation};
use wire::time::Timestamp;

use database::entity::{responder, responder_location};
use database::response_types;

/// A responder in the form in which a callout contains them.
pub(crate) fn to_wire(row: responder::Model, place: Option<&responder_location::Model>) -> Responder {
    Responder {
        id: ResponderId(row.id),
        active: row.active && row.callout_id.is_none(),
        currently_on_call: row.callout_id.is_some(),
        operation_time_id: Some(1),
        type_id: response_types::parse(&row.response_types).first().copied(),
        latest_responder_location_id: row.location_id.map(LocationId),
        supplier_id: Some(SupplierId(row.supplier_id)),
        responderlocations: place.map(location).into_iter().collect(),
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
        name: row.name,
        surname: row.surname,
        callsign: row.callsign,
        reference: row.reference,
        mobile: row.mobile,
        vehicle_make: row.vehicle_make,
        vehicle_model: row.vehicle_model,
        vehicle_colour: row.vehicle_colour,
        vehicle_license_plate: row.vehicle_license_plate,
        deleted: row.deleted,
    }
}

pub(crate) fn location(row: &responder_location::Model) -> ResponderLocation {
    ResponderLocation {
        id: LocationId(row.id),
        latitude: Coordinate::text(row.latitude),
        longitude: Coordinate::text(row.longitude),
        accuracy: row.accuracy.map(Metres::new),
        provider: Some(row.provider.clone()),
        activity_status: Some(String::new()),
        created_at: Timestamp::from_millis(row.recorded_at),
        updated_at: Timestamp::from_millis(row.received_at),
        responder_id: ResponderId(row.responder_id),
        ..ResponderLocation::default()
    }
}
