//! Flags of a callout, each as a word in a badge.

use leptos::prelude::*;
use wire::control::ControlCallout;

use crate::model::control::step::is_unverified_test;
use crate::model::control::watch::is_real;
use crate::ui::{Badge, Tone};
use crate::words::{self, counted};

/// The flags of a callout, most important first.
pub fn flags_view(control: &ControlCallout) -> AnyView {
    let flags: Vec<_> = flags(control)
        .into_iter()
        .map(|(text, tone)| view! { <Badge text=text.clone() tone=tone/> }.into_any())
        .collect();
    view! { <span class="flags">{flags}</span> }.into_any()
}

fn flags(control: &ControlCallout) -> Vec<(String, Tone)> {
    let words = words::queue();
    let callout = &control.callout;
    if callout.status.is_closed() {
        return Vec::new();
    }
    let again = counted(words.pressed_times, control.urgency.max(1));
    let unseen = if is_real(control) { Tone::Alarm } else { Tone::Waiting };
    let all = [
        (!callout.acknowledged, words.not_acknowledged.to_owned(), unseen),
        (control.pressed_again_at.is_some(), again, Tone::Alarm),
        (control.no_coverage, words.no_coverage.to_owned(), Tone::Waiting),
        (
            callout.cancelled_by_customer && callout.dispatch_required,
            words.says_safe.to_owned(),
            Tone::Waiting,
        ),
        (!callout.dispatch_required, words.stood_down.to_owned(), Tone::Confirmed),
        (is_unverified_test(control), words.not_verified.to_owned(), Tone::Plain),
        (control.automatic, words.automatic.to_owned(), Tone::Plain),
    ];
    all.into_iter().filter(|(shown, ..)| *shown).map(|(_, text, tone)| (text, tone)).collect()
}
