//! Who was sent: by the system with a position and an estimate, or by hand with a company to ring.

use leptos::prelude::*;
use wire::callout::Callout;
use wire::control::ControlCallout;
use wire::time::Timestamp;

use crate::components::control::{
    Reading, coming_eta, compass, fact, facts, link_fact, quiet, responder_place, vehicle_name,
};
use crate::control::freshness::stale_after;
use crate::route;
use crate::ui::{nothing, when};
use crate::words::{dispatch, fill};

/// The facts of the current dispatch; what is not known is left out.
pub fn sent(control: &ControlCallout, reading: &Reading) -> AnyView {
    let words = dispatch();
    let callout = &control.callout;
    let moves = !callout.status.is_over_for_resident();
    let arrival = coming_eta(control).map_or_else(nothing, |eta| {
        let text = fill(words.eta, &[("duration", &eta.duration_text), ("distance", &eta.distance_text)]);
        view! { <p class="sent__arrival">{text}</p> }.into_any()
    });
    let by_hand = match moves && callout.incident_detail.responder.is_none() {
        true => quiet(words.by_hand_note.to_owned()),
        false => nothing(),
    };
    let mut list: Vec<_> =
        known(callout).into_iter().map(|(label, value)| fact(label, value, false)).collect();
    if let Some(number) = number(callout) {
        list.push(link_fact(words.contact, route::telephone(&number), number));
    }
    if let Some((_, heading, at)) = responder_place(control) {
        let stale = moves && reading.now - at > stale_after(reading.beat);
        let ago = when::ago(at, reading.now);
        let text = match heading.filter(|_| moves) {
            Some(degrees) => format!("{ago}, {}", fill(words.heading, &[("direction", compass(degrees))])),
            None => ago,
        };
        list.push(fact(words.position, text, stale));
    }
    for (label, at) in times(callout) {
        let text = format!(
            "{} · {}",
            when::ago(at.millis(), reading.now),
            when::clock_time(at.millis(), reading.now)
        );
        list.push(fact(label, text, false));
    }
    view! { {by_hand}{arrival}{facts("facts", list)} }.into_any()
}

fn known(callout: &Callout) -> Vec<(&'static str, String)> {
    let words = dispatch();
    let detail = &callout.incident_detail;
    let responder = detail.responder.as_ref();
    let crew = responder.map(|one| format!("{} ({} {})", vehicle_name(one), one.name, one.surname));
    let vehicle = responder.map(|one| {
        let parts = [&one.vehicle_colour, &one.vehicle_make, &one.vehicle_model];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    });
    let company = detail.supplier.as_ref().map(|supplier| supplier.name.clone());
    let all = [
        (words.crew, crew),
        (words.vehicle, vehicle.filter(|vehicle| !vehicle.is_empty())),
        (words.plate, responder.and_then(|one| one.vehicle_license_plate.clone())),
        (words.company, company.or_else(|| detail.responder_company.clone())),
    ];
    all.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

fn times(callout: &Callout) -> Vec<(&'static str, Timestamp)> {
    let words = dispatch();
    let detail = &callout.incident_detail;
    let all = [
        (words.sent_at, &detail.responder_dispatched_at),
        (words.arrived_at, &detail.responder_arrived_at),
        (words.finished_at, &detail.responder_completed_at),
    ];
    all.into_iter().filter_map(|(label, at)| Some((label, at.clone()?))).collect()
}

/// The number to ring: the responder's own, else the company's.
fn number(callout: &Callout) -> Option<String> {
    let detail = &callout.incident_detail;
    let own = detail.responder.as_ref().and_then(|one| one.mobile.clone());
    let company = detail.supplier.as_ref().and_then(|supplier| supplier.contact_number.clone());
    own.filter(|number| wire::sender::phone::dialable(number).is_ok()).or(company)
}
