//! What has happened so far, each with its time, so that nobody has to remember or to guess.

use leptos::prelude::*;
use wire::callout::Callout;

use crate::ui::when;
use crate::words::words;

/// A step and when it was.
pub type Step = (&'static str, i64);

/// The steps of a callout that were made, in their order.
pub fn steps(callout: &Callout) -> Vec<Step> {
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
    made.into_iter().filter_map(|(step, at)| Some((step, at?.millis()))).collect()
}

/// The list of them.
#[component]
pub fn Steps(#[prop(into)] made: Signal<Vec<Step>>) -> impl IntoView {
    let row =
        |(step, at): Step| view! { <li><span>{step}</span> <time>{when::clock_seconds(at)}</time></li> };
    view! {
        <section class="steps-section" aria-labelledby="steps-title">
            <h2 id="steps-title">{words().tracking.steps}</h2>
            <ol class="steps">{move || made.get().into_iter().map(row).collect_view()}</ol>
        </section>
    }
}
