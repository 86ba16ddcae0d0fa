//! The recorded outcome of a response and of a callout.

use leptos::prelude::*;
use wire::control::ControlCallout;

use super::parts::{fact, facts};
use crate::words;

/// The recorded answers; open questions are left out.
pub fn outcome_facts(control: &ControlCallout) -> AnyView {
    facts(
        "facts facts--wide",
        recorded(control).into_iter().map(|(label, value)| fact(label, value, false)).collect(),
    )
}

/// Whether anything was recorded.
pub fn is_recorded(control: &ControlCallout) -> bool {
    !recorded(control).is_empty()
}

fn recorded(control: &ControlCallout) -> Vec<(&'static str, String)> {
    let words = words::outcome();
    let detail = &control.callout.incident_detail;
    let yes_or_no =
        |answer: Option<bool>| answer.map(|yes| if yes { words.yes } else { words.no }.to_owned());
    let all = [
        (words.category, detail.incidentcategory.as_ref().map(|category| category.description.clone())),
        (words.details, detail.incident_details.clone().filter(|text| !text.is_empty())),
        (words.injuries, yes_or_no(detail.any_injuries)),
        (words.neutral, yes_or_no(detail.situation_neutral)),
        (words.happy, yes_or_no(detail.customer_happy)),
        (words.follow_up, yes_or_no(detail.follow_up_required)),
    ];
    all.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}
