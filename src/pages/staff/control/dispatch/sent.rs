//! The current dispatch: by the system with a position and an estimate, or by hand with a company to phone.

use leptos::prelude::*;
use wire::callout::{Callout, Estimate};
use wire::control::ControlCallout;
use wire::geo::heading;
use wire::time::Timestamp;

use crate::components::control::{
    ViewContext, coming_eta, compass, fact, facts, link_fact, responder_place, vehicle_name,
};
use crate::links;
use crate::model::control::freshness::stale_after;
use crate::ui::when;
use crate::words::{self, fill};

/// The facts of the current dispatch; unknown ones are left out.
pub fn sent(control: &ControlCallout, context: &ViewContext) -> AnyView {
    let words = words::dispatch();
    let callout = &control.callout;
    let moves = !callout.status.is_over_for_resident();
    let arrival = match moves {
        true => arrival(control),
        false => ().into_any(),
    };
    let by_hand = match moves && callout.incident_detail.responder.is_none() {
        true => view! { <p class="quiet">{words.by_hand_note}</p> }.into_any(),
        false => ().into_any(),
    };
    let mut list: Vec<_> =
        known(callout).into_iter().map(|(label, value)| fact(label, value, false)).collect();
    if let Some(number) = number(callout) {
        list.push(link_fact(words.contact, links::telephone(&number), number));
    }
    if let Some((_, course, at)) = responder_place(control) {
        let stale = moves && context.now - at > stale_after(context.heartbeat_seconds);
        let ago = when::ago(at, context.now);
        let text = match course.filter(|_| moves) {
            Some(degrees) => format!("{ago}, {}", fill(words.heading, &[("direction", compass(degrees))])),
            None => ago,
        };
        list.push(fact(words.position, text, stale));
    }
    for (label, at) in times(callout) {
        let text = format!(
            "{} · {}",
            when::ago(at.millis(), context.now),
            when::clock_time(at.millis(), context.now)
        );
        list.push(fact(label, text, false));
    }
    view! { {by_hand}{arrival}{facts("facts", list)} }.into_any()
}

/// Distance and arrival, and their source.
fn arrival(control: &ControlCallout) -> AnyView {
    let words = words::dispatch();
    let simulated = control.callout.estimate.as_ref().is_some_and(Estimate::is_simulated);
    let simulated =
        if simulated { view! { <p class="quiet">{words.simulated}</p> }.into_any() } else { ().into_any() };
    let text = match (coming_eta(control), straight(control)) {
        (Some(eta), _) => {
            fill(words.eta, &[("duration", &eta.duration_text), ("distance", &eta.distance_text)])
        }
        (None, Some(text)) => text,
        (None, None) => return ().into_any(),
    };
    view! { <p class="sent__arrival">{text}</p>{simulated} }.into_any()
}

/// "2.1 km to the north-east, in a straight line. No arrival time is known."
fn straight(control: &ControlCallout) -> Option<String> {
    let words = words::dispatch();
    let distance = control.callout.distance.distance.text.as_ref()?;
    control.callout.estimate.as_ref().filter(|estimate| estimate.is_straight())?;
    let there = responder_place(control).zip(control.position.as_ref());
    Some(match there {
        Some(((place, ..), here)) => {
            let from = (here.latitude, here.longitude);
            let degrees = heading(from, (place.latitude, place.longitude));
            fill(words.straight, &[("distance", distance), ("direction", compass(degrees))])
        }
        None => fill(words.away_straight, &[("distance", distance)]),
    })
}

fn known(callout: &Callout) -> Vec<(&'static str, String)> {
    let words = words::dispatch();
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
    let words = words::dispatch();
    let detail = &callout.incident_detail;
    let all = [
        (words.sent_at, &detail.responder_dispatched_at),
        (words.arrived_at, &detail.responder_arrived_at),
        (words.finished_at, &detail.responder_completed_at),
    ];
    all.into_iter().filter_map(|(label, at)| Some((label, at.clone()?))).collect()
}

/// The number to call: the responder's own, otherwise the company's.
fn number(callout: &Callout) -> Option<String> {
    let detail = &callout.incident_detail;
    let own = detail.responder.as_ref().and_then(|one| one.mobile.clone());
    let company = detail.supplier.as_ref().and_then(|supplier| supplier.contact_number.clone());
    own.filter(|number| wire::sender::phone::dialable(number).is_ok()).or(company)
}
