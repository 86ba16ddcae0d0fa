//! Who was sent: by the system with a position and an estimate, or by hand with a company to ring.

use leptos::prelude::*;
use wire::callout::Callout;
use wire::control::ControlCallout;
use wire::time::Timestamp;

use crate::components::control::{coming_eta, compass, responder_place, vehicle_name};
use crate::control::freshness::stale_after;
use crate::route;
use crate::ui::{Age, use_now, when};
use crate::words::{dispatch, fill};

/// The facts of the current dispatch; what is not known is left out.
#[component]
pub fn Sent(callout: Memo<ControlCallout>, beat: Memo<u32>) -> impl IntoView {
    let words = dispatch();
    let now = use_now();
    let facts = Memo::new(move |_| callout.with(|control| facts(&control.callout)));
    let by_hand = Memo::new(move |_| {
        callout.with(|control| {
            control.callout.incident_detail.responder.is_none()
                && !control.callout.status.is_over_for_resident()
        })
    });
    let times = Memo::new(move |_| callout.with(|control| times(&control.callout)));
    let number = Memo::new(move |_| callout.with(|control| number(&control.callout)));
    let place = Memo::new(move |_| callout.with(responder_place));
    let arrival = Memo::new(move |_| {
        callout.with(|control| {
            let eta = coming_eta(control)?;
            Some(fill(words.eta, &[("duration", &eta.duration_text), ("distance", &eta.distance_text)]))
        })
    });
    let moves = Memo::new(move |_| callout.with(|control| !control.callout.status.is_over_for_resident()));
    let position = move || {
        let (_, heading, at) = place.get()?;
        let stale = moves.get() && now.get() - at > stale_after(beat.get());
        let ago = when::ago(at, now.get());
        let text = match heading.filter(|_| moves.get()) {
            Some(degrees) => format!("{ago}, {}", fill(words.heading, &[("direction", compass(degrees))])),
            None => ago,
        };
        Some(view! { <dt>{words.position}</dt><dd class="place" data-stale=stale>{text}</dd> })
    };
    view! {
        <Show when=move || by_hand.get()><p>{words.by_hand_note}</p></Show>
        {move || arrival.get().map(|words| view! { <p class="sent__arrival">{words}</p> })}
        <dl class="facts">
            <For each=move || facts.get() key=|fact| fact.clone() let:fact>
                <dt>{fact.0}</dt>
                <dd>{fact.1}</dd>
            </For>
            {move || number.get().map(|number| {
                let href = route::telephone(&number);
                view! { <dt>{words.contact}</dt><dd><a href=href>{number}</a></dd> }
            })}
            {position}
            <For each=move || times.get() key=|time| (time.0, time.1.clone().to_string()) let:time>
                <dt>{time.0}</dt>
                <dd><Age at=Signal::stored(time.1.millis())/></dd>
            </For>
        </dl>
    }
}

fn facts(callout: &Callout) -> Vec<(&'static str, String)> {
    let words = dispatch();
    let detail = &callout.incident_detail;
    let responder = detail.responder.as_ref();
    let join = |parts: &[&Option<String>]| {
        let parts: Vec<_> = parts.iter().filter_map(|part| part.as_deref()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let crew = responder.map(|one| format!("{} ({} {})", vehicle_name(one), one.name, one.surname));
    let vehicle =
        responder.and_then(|one| join(&[&one.vehicle_colour, &one.vehicle_make, &one.vehicle_model]));
    let company = detail.supplier.as_ref().map(|supplier| supplier.name.clone());
    let all = [
        (words.crew, crew.map(|crew| crew.trim().to_owned())),
        (words.vehicle, vehicle),
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
    own.filter(|number| wire::customer::is_phone_number(number)).or(company)
}
