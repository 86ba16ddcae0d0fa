//! One responder who could be sent: how far, how long, whether free, and what they said when they were rung.

use leptos::prelude::*;
use wire::control::{ControlCallout, ControlResponder};
use wire::measure::{distance_text, duration_text};

use crate::components::control::vehicle_name;
use crate::ui::{Badge, Button, Tone};
use crate::words::{dispatch, fill};

/// `on_send` dispatches them.
#[component]
pub fn ResponderLine(
    responder: Memo<ControlResponder>,
    callout: Memo<ControlCallout>,
    #[prop(into)] busy: Signal<bool>,
    on_send: Callback<()>,
) -> impl IntoView {
    let words = dispatch();
    let state = Memo::new(move |_| responder.with(availability));
    let answer = Memo::new(move |_| responder.with(|one| callout.with(|control| answer(one, control))));
    let available = Memo::new(move |_| responder.with(|one| one.available));
    let name = move || responder.with(|one| vehicle_name(&one.responder));
    let label = move || fill(words.send_name, &[("name", &name())]);
    view! {
        <li class="choose__line" data-free=move || available.get()>
            <div class="choose__who">
                <p class="choose__name">{name}</p>
                <p class="quiet">{move || responder.with(details)}</p>
            </div>
            <p class="choose__away">{move || responder.with(away)}</p>
            <p class="choose__state">
                <Badge
                    text=Signal::derive(move || state.get().0.to_owned())
                    tone=Signal::derive(move || state.get().1)
                />
                {move || answer.get().map(|(text, tone)| view! { <Badge text=text tone=tone/> })}
            </p>
            <div class="choose__send">
                <Button busy=busy on_press=on_send>
                    <span aria-hidden="true">{words.send}</span>
                    <span class="visually-hidden">{label}</span>
                </Button>
            </div>
        </li>
    }
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
    let words = dispatch();
    let Some(distance) = one.distance else {
        // What is missing is the resident's place, or the vehicle's, which the badge says.
        return words.unknown_distance.to_owned();
    };
    let duration = one.duration_text.clone().or_else(|| one.duration.map(duration_text)).unwrap_or_default();
    fill(words.away, &[("distance", &distance_text(distance)), ("duration", &duration)])
}

fn availability(one: &ControlResponder) -> (&'static str, Tone) {
    let words = dispatch();
    match one {
        one if one.available => (words.available, Tone::Confirmed),
        one if one.callout_id.is_some() || one.responder.currently_on_call => (words.busy, Tone::Waiting),
        one if !one.responder.active => (words.off_duty, Tone::Plain),
        _ => (words.no_position, Tone::Plain),
    }
}

/// What they said for this callout: the newest asking counts.
fn answer(one: &ControlResponder, control: &ControlCallout) -> Option<(&'static str, Tone)> {
    let words = dispatch();
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
