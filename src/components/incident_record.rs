//! The outcome that the control room recorded, for the resident to read and keep.

use leptos::prelude::*;
use wire::callout::Callout;

use super::coming::{fact, who_comes};
use crate::words;

/// Only recorded facts are shown.
pub fn incident_record(callout: &Callout) -> impl IntoView + use<> {
    let words = &words::common().tracking;
    let detail = callout.incident_detail.clone();
    // A responder who was recalled on the way did not come.
    let was_there = detail.responder_arrived_at.is_some() || detail.responder_completed_at.is_some();
    let came = who_comes(&detail).filter(|_| was_there);
    let yes_or_no =
        |answer: Option<bool>| answer.map(|yes| if yes { words.yes } else { words.no }.to_owned());
    let rows = [
        (words.came, came),
        (words.what, detail.incidentcategory.map(|category| category.description)),
        (words.injuries, yes_or_no(detail.any_injuries)),
        (words.follow_up, yes_or_no(detail.follow_up_required)),
        (words.happy, yes_or_no(detail.customer_happy)),
        (words.notes, detail.incident_details),
        (words.number, Some(callout.id.to_string())),
    ];
    let rows: Vec<AnyView> = rows.into_iter().filter_map(|(label, value)| fact(label, value)).collect();
    view! {
        <section class="card" aria-labelledby="record-title">
            <h2 id="record-title">{words.recorded}</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
}
