//! One responder who could be sent: distance, duration, availability, and their answer to the call.

use leptos::prelude::*;
use wire::control::{ControlCallout, ControlResponder};
use wire::measure::{distance_text, duration_text};

use crate::components::control::vehicle_name;
use crate::ui::{Badge, Tone};
use crate::words::{self, fill};

/// `send` makes the button for the name.
pub fn responder_line(
    one: &ControlResponder,
    control: &ControlCallout,
    send: impl FnOnce(String) -> AnyView,
) -> AnyView {
    let name = vehicle_name(&one.responder);
    let (state, tone) = availability(one);
    let answer = answer(one, control).map(|(text, tone)| view! { <Badge text tone/> });
    let kind = is_of_another_kind(one, control)
        .then(|| view! { <Badge text=words::dispatch().another_kind tone=Tone::Plain/> });
    view! {
        <li class="choose__line" data-free=one.available>
            <div class="choose__who">
                <p class="choose__name">{name.clone()}</p>
                <p class="quiet">{details(one)}</p>
            </div>
            <p class="choose__away">{away(one)}</p>
            <p class="choose__state"><Badge text=state tone=tone/>{kind}{answer}</p>
            {send(name)}
        </li>
    }
    .into_any()
}

fn details(one: &ControlResponder) -> String {
    let responder = &one.responder;
    let crew = format!("{} {}", responder.name, responder.surname);
    let vehicle = [&responder.vehicle_colour, &responder.vehicle_make, &responder.vehicle_model];
    let vehicle: Vec<_> = vehicle.into_iter().flatten().map(String::as_str).collect();
    let parts = [crew, vehicle.join(" "), one.supplier_name.clone().unwrap_or_default()];
    let known: Vec<_> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    known.join(" · ")
}

fn away(one: &ControlResponder) -> String {
    let words = words::dispatch();
    let Some(distance) = one.distance else {
        // The resident's place is unknown, or the vehicle's, which the badge says.
        return words.unknown_distance.to_owned();
    };
    let distance = distance_text(distance);
    match one.duration_text.clone().or_else(|| one.duration.map(duration_text)) {
        Some(duration) => fill(words.away, &[("distance", &distance), ("duration", &duration)]),
        None => fill(words.away_straight, &[("distance", &distance)]),
    }
}

/// Whether they can be sent, in a word.
pub fn availability(one: &ControlResponder) -> (&'static str, Tone) {
    let words = words::dispatch();
    match one {
        one if one.available => (words.available, Tone::Confirmed),
        one if one.callout_id.is_some() || one.responder.currently_on_call => (words.busy, Tone::Waiting),
        one if !one.responder.active => (words.off_duty, Tone::Plain),
        _ => (words.no_position, Tone::Plain),
    }
}

/// Why a nearer responder is listed below: they take other calls than this one.
fn is_of_another_kind(one: &ControlResponder, control: &ControlCallout) -> bool {
    let kind = control.callout.response_type_id;
    !one.demo && kind.is_some_and(|kind| !one.response_type_ids.contains(&kind))
}

/// Their answer for this callout: the newest call counts.
fn answer(one: &ControlResponder, control: &ControlCallout) -> Option<(&'static str, Tone)> {
    let words = words::dispatch();
    let asked = &control.callout.callout_responder_in_ranges;
    let asked =
        asked.iter().filter(|asked| asked.responder_id == one.responder.id).max_by_key(|asked| asked.id)?;
    match asked {
        asked if asked.declined => Some((words.declined, Tone::Waiting)),
        asked if asked.acknowledged => Some((words.accepted, Tone::Confirmed)),
        asked if asked.requested && asked.retracted_at.is_none() => Some((words.ringing, Tone::Accent)),
        _ => None,
    }
}
