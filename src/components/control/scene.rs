//! Map scenes: residents with their accuracy circle, vehicles with their heading, and the route.

use wire::control::{ControlCallout, ControlResponder};

use super::names::{full_name, vehicle_name};
use crate::components::way::{first_heading, way};
use crate::model::control::freshness::stale_after;
use crate::ui::{Look, Mark, Place, Scene};
use crate::words;

/// One callout: the resident, the responder and the route.
pub fn callout_scene(control: &ControlCallout, now: i64, beat: u32) -> Scene {
    let marks = resident(control, now, beat).into_iter().chain(coming(control, now, beat)).collect();
    Scene { marks, route: control.callout.route.as_ref().map(way).unwrap_or_default() }
}

/// All callouts and vehicles; each callout's mark can be picked.
pub fn overview(callouts: &[ControlCallout], responders: &[ControlResponder], now: i64, beat: u32) -> Scene {
    let residents = callouts.iter().filter_map(|control| {
        let mark = resident(control, now, beat)?;
        Some(Mark { key: control.callout.id.to_string(), pickable: true, ..mark })
    });
    let vehicles = responders.iter().filter_map(|responder| vehicle_mark(responder, now, beat));
    Scene { marks: vehicles.chain(residents).collect(), route: Vec::new() }
}

/// A vehicle with a known position.
pub fn vehicle_mark(responder: &ControlResponder, now: i64, beat: u32) -> Option<Mark> {
    let at = responder.position.as_ref()?;
    Some(Mark {
        key: format!("vehicle-{}", responder.responder.id),
        at: Place { latitude: at.latitude, longitude: at.longitude },
        look: if responder.available || responder.callout_id.is_some() { Look::Vehicle } else { Look::Busy },
        label: vehicle_name(&responder.responder),
        heading: at.heading.filter(|_| responder.callout_id.is_some()),
        // A parked vehicle reports nothing and has not moved.
        stale: responder.callout_id.is_some() && now - at.found_at() > stale_after(beat),
        ..Mark::default()
    })
}

/// The responder's place, heading, and the time of both in milliseconds.
pub fn responder_place(control: &ControlCallout) -> Option<(Place, Option<f64>, i64)> {
    let responder = control.callout.incident_detail.responder.as_ref()?;
    let at = responder.responderlocations.iter().max_by_key(|location| location.created_at.millis())?;
    let place = Place { latitude: at.latitude.degrees(), longitude: at.longitude.degrees() };
    let heading = at.heading.or_else(|| first_heading(&control.callout.route.as_ref().map(way)?));
    Some((place, heading, at.created_at.millis()))
}

fn resident(control: &ControlCallout, now: i64, beat: u32) -> Option<Mark> {
    let Some(at) = control.position.as_ref() else { return home(control) };
    Some(Mark {
        key: "resident".to_owned(),
        at: Place { latitude: at.latitude, longitude: at.longitude },
        look: Look::Person,
        label: full_name(&control.callout.customer),
        accuracy: at.accuracy,
        stale: !control.callout.status.is_closed() && now - at.found_at() > stale_after(beat),
        ..Mark::default()
    })
}

/// The resident's home, while no position was measured.
fn home(control: &ControlCallout) -> Option<Mark> {
    let home = control.home.as_ref().filter(|home| home.not_measured)?;
    Some(Mark {
        key: "resident".to_owned(),
        at: Place { latitude: home.latitude?, longitude: home.longitude? },
        look: Look::Chosen,
        label: format!("{} ({})", full_name(&control.callout.customer), words::callout().home_not_measured),
        stale: true,
        ..Mark::default()
    })
}

fn coming(control: &ControlCallout, now: i64, beat: u32) -> Option<Mark> {
    let responder = control.callout.incident_detail.responder.as_ref()?;
    let (at, heading, seen) = responder_place(control)?;
    Some(Mark {
        key: "responder".to_owned(),
        at,
        look: Look::Vehicle,
        label: vehicle_name(responder),
        heading,
        stale: !control.callout.status.is_over_for_resident() && now - seen > stale_after(beat),
        ..Mark::default()
    })
}
