//! What has happened so far, each with its time, so that nobody has to remember or to guess.

use leptos::prelude::*;
use wire::callout::Callout;
use wire::time::Timestamp;

use crate::ui::when;
use crate::words::words;

/// The steps of a callout that were made, in their order.
pub fn steps_list(callout: &Callout) -> AnyView {
    let words = &words().tracking;
    let detail = &callout.incident_detail;
    let made = [
        (words.step_received, Some(&callout.created_at)),
        (words.step_seen, callout.first_acknowledged_at.as_ref()),
        (words.step_dispatched, detail.responder_dispatched_at.as_ref()),
        (words.step_arrived, detail.responder_arrived_at.as_ref()),
        (words.step_completed, detail.responder_completed_at.as_ref()),
        (words.step_closed, callout.resolved_at.as_ref()),
    ];
    let rows: Vec<AnyView> = made.into_iter().filter_map(|(step, at)| Some(row(step, at?))).collect();
    view! {
        <section class="steps-section" aria-labelledby="steps-title">
            <h2 id="steps-title">{words.steps}</h2>
            <ol class="steps">{rows}</ol>
        </section>
    }
    .into_any()
}

fn row(step: &'static str, at: &Timestamp) -> AnyView {
    view! { <li><span>{step}</span> <time>{when::clock_seconds(at.millis())}</time></li> }.into_any()
}
