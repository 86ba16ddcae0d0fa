//! Converts rows to the callout of the contract. Several callouts need as many statements as one.

pub(crate) mod address;
pub(crate) mod related;

use sea_orm::ConnectionTrait;
use serde::Deserialize;
use wire::callout::{Callout, CalloutLocation, Estimate, NumberPhoned, ResponderInRange, ResponseEta, Route};
use wire::coordinate::Coordinate;
use wire::id::{CalloutId, EventId, IncidentCategoryId, LocationId, ResidentId, ResponderId, SupplierId};
use wire::incident::IncidentDetail;
use wire::measure::{Distance, Measure, distance_text, duration_text};
use wire::postal_address::PostalAddress;
use wire::time::Timestamp;

use crate::callouts::events;
use database::entity::{callout, callout_eta, callout_location, number_phoned, responder_in_range};
use related::RelatedRows;
use web::error::Error;
use web::parameters::flag;

/// Optional parts of a callout.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CalloutExtras {
    /// The route of the responder.
    #[serde(deserialize_with = "flag")]
    pub should_include_route: bool,
    /// The events of the callout.
    #[serde(deserialize_with = "flag")]
    pub should_include_events: bool,
}

impl CalloutExtras {
    /// Everything, as the control room sees it.
    pub const ALL: Self = Self { should_include_route: true, should_include_events: true };
}

/// One callout as JSON representation.
pub async fn one(
    db: &impl ConnectionTrait,
    row: callout::Model,
    shown: CalloutExtras,
) -> Result<Callout, Error> {
    let mut list = many(db, vec![row], shown).await?;
    list.pop().ok_or_else(|| Error::internal("a callout disappeared while it was read"))
}

/// Several callouts, in the same order.
pub async fn many(
    db: &impl ConnectionTrait,
    rows: Vec<callout::Model>,
    shown: CalloutExtras,
) -> Result<Vec<Callout>, Error> {
    let mut related = RelatedRows::load(db, &rows, shown.should_include_events).await?;
    rows.into_iter().map(|row| show(row, &mut related, shown)).collect()
}

fn show(row: callout::Model, related: &mut RelatedRows, shown: CalloutExtras) -> Result<Callout, Error> {
    let resident = related
        .residents
        .get(&row.resident_id)
        .ok_or_else(|| Error::internal("a callout has no resident"))?;
    let estimate = row.eta_id.and_then(|id| related.etas.get(&id));
    // A straight line gives the distance but no arrival time.
    let eta = estimate.filter(|eta| eta.basis != Estimate::STRAIGHT);
    let duration = eta.map(|eta| duration_text(eta.duration));
    let place = |id: Option<i64>| {
        let found = related.locations.get(&id?)?;
        let formatted = address::of(&row, found, related.homes.get(&row.resident_id)).unwrap_or_default();
        Some(CalloutLocation {
            duration_text: duration.clone(),
            formatted_address: formatted.formatted,
            region: formatted.region,
            city: formatted.city,
            country: formatted.country,
            place_id: formatted.place_id,
            description: formatted.description.map(str::to_owned),
            ..location(found)
        })
    };
    let (first, current) = (place(row.first_location_id), place(row.location_id));
    let first = first.filter(|_| row.first_location_id != row.location_id);
    let in_range = related.in_range.remove(&row.id).unwrap_or_default();
    let mut suppliers = Vec::new();
    for asked in &in_range {
        let called_back = asked.acknowledged && asked.retracted_at.is_some();
        if !called_back && !suppliers.contains(&SupplierId(asked.supplier_id)) {
            suppliers.push(SupplierId(asked.supplier_id));
        }
    }
    Ok(Callout {
        id: CalloutId(row.id),
        callout_classification_id: Some(row.classification_id),
        cancelled_by_customer: row.cancelled_by_resident,
        status: row.status(),
        verified: row.verified.then_some(true),
        verified_by: row.verified_by.clone(),
        verified_at: row.verified_at.map(Timestamp::from_millis),
        resolved_at: row.resolved_at.map(Timestamp::from_millis),
        logged_at: Timestamp::from_millis(row.logged_at),
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
        last_updated_by: row.last_updated_by.clone(),
        last_updated_by_client_id: row.last_updated_by_client_id.clone(),
        source: row.source.clone(),
        dispatch_required: row.dispatch_required,
        acknowledged: row.acknowledged,
        first_acknowledged_by: row.first_acknowledged_by.clone(),
        first_acknowledged_at: row.first_acknowledged_at.map(Timestamp::from_millis),
        owned: row.owned,
        owned_by: row.owned_by.clone(),
        owned_at: row.owned_at.map(Timestamp::from_millis),
        message_id: None,
        customer_id: ResidentId(row.resident_id),
        response_type_id: Some(row.response_type_id),
        callout_responder_in_ranges: in_range.into_iter().map(responder_in_range).collect(),
        // The source has no address of the customer; the control room has it as the home.
        customer: crate::residents::to_wire(resident.clone(), PostalAddress::default()),
        customer_number_phoneds: related
            .phoned
            .remove(&row.id)
            .into_iter()
            .flatten()
            .map(number_phoned)
            .collect(),
        callout_response_eta: eta.map(response_eta).into_iter().collect(),
        distance: estimate.map(distance).unwrap_or_default(),
        estimate: estimate
            .map(|row| Estimate { basis: row.basis.clone(), at: Timestamp::from_millis(row.created_at) }),
        locations: first.into_iter().chain(current.clone()).collect(),
        location: current,
        unique_suppliers_in_range: suppliers,
        route: row.route.clone().filter(|_| shown.should_include_route).map(|points| Route { points }),
        callout_events: shown
            .should_include_events
            .then(|| related.events.remove(&row.id).into_iter().flatten().map(events::to_wire).collect()),
        incident_detail: incident_detail(row, related),
    })
}

fn incident_detail(row: callout::Model, related: &RelatedRows) -> IncidentDetail {
    let category = row.incident_category_id.and_then(|id| related.categories.get(&id)).cloned();
    IncidentDetail {
        id: row.id,
        incident_details: row.incident_details,
        responder_company: row.responder_company,
        responder_dispatched: row.responder_dispatched,
        callout_id: CalloutId(row.id),
        responder_dispatched_at: row.responder_dispatched_at.map(Timestamp::from_millis),
        responder_arrived_at: row.responder_arrived_at.map(Timestamp::from_millis),
        responder_completed_at: row.responder_completed_at.map(Timestamp::from_millis),
        created_at: Timestamp::from_millis(row.created_at),
        situation_neutral: row.situation_neutral,
        any_injuries: row.any_injuries,
        customer_happy: row.resident_happy,
        follow_up_required: row.follow_up_required,
        updated_at: Timestamp::from_millis(row.detail_updated_at),
        last_updated_by: row.detail_updated_by,
        responder_id: row.responder_id.map(ResponderId),
        supplier_id: row.supplier_id.map(SupplierId),
        type_of_emergency_id: category.as_ref().map(|category| category.type_of_emergency_id),
        incident_category_id: row.incident_category_id.map(IncidentCategoryId),
        incidentcategory: category,
        supplier: row.supplier_id.and_then(|id| related.suppliers.get(&id)).cloned(),
        responder: row.responder_id.and_then(|id| related.responders.get(&id)).cloned(),
    }
}

/// A location without its accuracy, as in the source; `GET …/locations` includes it.
pub fn location(row: &callout_location::Model) -> CalloutLocation {
    CalloutLocation {
        id: LocationId(row.id),
        latitude: Coordinate::text(row.latitude),
        longitude: Coordinate::text(row.longitude),
        callout_id: CalloutId(row.callout_id),
        created_at: Timestamp::from_millis(row.recorded_at),
        updated_at: Timestamp::from_millis(row.received_at),
        source: Some(row.source.clone()),
        clock_offset: Some(row.clock_offset).filter(|offset| *offset != 0),
        ..CalloutLocation::default()
    }
}

fn responder_in_range(row: responder_in_range::Model) -> ResponderInRange {
    ResponderInRange {
        id: row.id,
        callout_id: CalloutId(row.callout_id),
        responder_id: ResponderId(row.responder_id),
        requested: row.requested,
        declined: row.declined,
        distance: row.distance,
        duration: row.duration,
        // A straight line has no travel time.
        duration_text: if row.duration == 0 && row.distance > 0 {
            String::new()
        } else {
            duration_text(row.duration)
        },
        acknowledged: row.acknowledged,
        retracted_at: row.retracted_at.map(Timestamp::from_millis),
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
    }
}

fn response_eta(row: &callout_eta::Model) -> ResponseEta {
    ResponseEta {
        id: row.id,
        callout_id: CalloutId(row.callout_id),
        responder_id: ResponderId(row.responder_id),
        duration_text: duration_text(row.duration),
        duration_value: row.duration,
        distance_text: distance_text(row.distance),
        distance_value: row.distance,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.created_at),
    }
}

fn distance(row: &callout_eta::Model) -> Distance {
    let duration = match row.basis == Estimate::STRAIGHT {
        true => Measure::default(),
        false => Measure::seconds(row.duration),
    };
    Distance { distance: Measure::metres(row.distance), duration }
}

fn number_phoned(row: number_phoned::Model) -> NumberPhoned {
    NumberPhoned {
        id: EventId(row.id),
        callout_id: CalloutId(row.callout_id),
        number: row.number,
        answered: row.answered,
        note: row.note,
        phoned_by: row.phoned_by,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.created_at),
    }
}
