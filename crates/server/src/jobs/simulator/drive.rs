//! Drives a responder along the route of their callout.

use wire::callout::Callout;
use wire::control::{ControlCallout, ResponderPosition};
use wire::coordinate::Coordinate;
use wire::geo::{heading, metres_between};
use wire::id::CalloutId;
use wire::measure::Metres;

use super::api::Api;
use crate::fleet::road;
use crate::fleet::road::Place;
use web::error::Error;

/// A new route is computed when the resident is further than this many metres from its end.
const MOVED: f64 = 30.0;
/// How often a standing vehicle reports its position, in milliseconds.
const STANDS_EVERY: i64 = 10_000;

/// Moves the responder of this callout by this many seconds, and reports the remaining route. At its end they keep reporting
/// their position.
pub(crate) async fn drive(api: &Api, id: CalloutId, seconds: f64, now: i64) -> Result<(), Error> {
    let ControlCallout { callout, .. } = api.get(&format!("/api/control/callouts/{id}")).await?;
    let Some(responder) = &callout.incident_detail.responder else { return Ok(()) };
    if reports_by_itself(&callout) {
        return Ok(());
    }
    let Some(way) = way(&callout) else { return Ok(()) };
    let reported_at = responder.responderlocations.first().map_or(0, |place| place.updated_at.millis());
    if road::length(&way) < 1.0 && now - reported_at < STANDS_EVERY {
        return Ok(());
    }
    let rest = road::advance(&way, road::SPEED * seconds);
    let Some(&here) = rest.first() else { return Ok(()) };
    let (distance, duration) = road::measure(&rest);
    let ahead = rest.get(1).copied().unwrap_or(here);
    let position = ResponderPosition {
        latitude: Coordinate::number(here.0),
        longitude: Coordinate::number(here.1),
        accuracy: Some(Metres::new(5.0)),
        heading: (ahead != here).then(|| heading(here, ahead).clamp(0.0, 360.0)),
        recorded_at: None,
        route: Some(road::encode(&rest)),
        distance: Some(distance),
        duration: Some(duration),
    };
    api.post(&format!("/api/control/responders/{}/position", responder.id), &position).await
}

/// Whether the vehicle's own device has reported since it was dispatched; then nothing is simulated.
fn reports_by_itself(callout: &Callout) -> bool {
    let detail = &callout.incident_detail;
    let newest = detail.responder.iter().flat_map(|responder| &responder.responderlocations).next();
    match (newest, &detail.responder_dispatched_at) {
        (Some(newest), Some(sent)) => {
            newest.provider.as_deref() == Some("gps") && newest.updated_at.millis() > sent.millis()
        }
        _ => false,
    }
}

/// The remaining route; a new one when the resident has moved away from its end.
fn way(callout: &Callout) -> Option<Vec<Place>> {
    let location = callout.location.as_ref()?;
    let to = (location.latitude.degrees(), location.longitude.degrees());
    let kept = callout.route.as_ref().and_then(|route| road::decode(&route.points));
    if let Some(kept) = kept
        && kept.last().is_some_and(|end| metres_between(*end, to) <= MOVED)
    {
        return Some(kept);
    }
    let responder = callout.incident_detail.responder.as_ref()?;
    let at = responder.responderlocations.first()?;
    Some(road::route((at.latitude.degrees(), at.longitude.degrees()), to))
}
