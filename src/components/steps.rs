//! The steps so far, each with its time.

use leptos::prelude::*;
use wire::callout::Callout;
use wire::classification::{MEDICAL, SECURITY};
use wire::event::EventType;

use crate::ui::when;
use crate::words;

/// The steps of a callout, in order.
pub fn steps_list(callout: &Callout) -> AnyView {
    let words = &words::common().tracking;
    let detail = &callout.incident_detail;
    let received = match callout.response_type_id {
        Some(SECURITY) => words.step_received_security,
        Some(MEDICAL) => words.step_received_medical,
        _ => words.step_received,
    };
    let made = [
        (received, Some(&callout.created_at)),
        (words.step_seen, callout.first_acknowledged_at.as_ref()),
        (words.step_dispatched, detail.responder_dispatched_at.as_ref()),
        (words.step_arrived, detail.responder_arrived_at.as_ref()),
        (words.step_completed, detail.responder_completed_at.as_ref()),
        (words.step_closed, callout.resolved_at.as_ref()),
    ];
    let again = presses_again(callout).map(|at| (words.step_again, at));
    let known = made.into_iter().filter_map(|(step, at)| Some((step, at?.millis())));
    let mut made: Vec<(&'static str, i64)> = Vec::new();
    // One by one: a sorting algorithm would be a hundredth of the first load.
    for (step, at) in known.chain(again) {
        let later = made.iter().rev().take_while(|(_, other)| *other > at).count();
        made.insert(made.len() - later, (step, at));
    }
    let rows: Vec<AnyView> = made.into_iter().map(|(step, at)| row(step, at)).collect();
    view! {
        <section class="steps-section" aria-labelledby="steps-title">
            <h2 id="steps-title">{words.steps}</h2>
            <ol class="steps">{rows}</ol>
        </section>
    }
    .into_any()
}

/// When the resident pressed again.
pub fn presses_again(callout: &Callout) -> impl Iterator<Item = i64> {
    let events = callout.callout_events.iter().flatten();
    let again = events.filter(|event| event.callout_event_type_id == EventType::PRESSED_AGAIN);
    again.map(|event| event.created_at.millis())
}

fn row(step: &'static str, at: i64) -> AnyView {
    view! { <li><span>{step}</span> <time>{when::clock_seconds(at)}</time></li> }.into_any()
}
