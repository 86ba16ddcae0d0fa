//! The top of a callout: name, type, age, status, and warnings that a controller must not overlook.

use leptos::prelude::*;
use wire::control::ControlCallout;

use crate::components::control::{
    ViewContext, age, coming_words, full_name, heartbeat_state, kind, notice, owner_words, pressed_at,
    reality, status_tone, status_words,
};
use crate::model::control::freshness::HeartbeatAge;
use crate::model::control::step::is_unverified_test;
use crate::model::control::watch::is_waiting;
use crate::ui::{Badge, Glyph, Tone, when};
use crate::words::{self, fill};

/// Name, status and warnings.
pub fn heading(control: &ControlCallout, context: &ViewContext) -> AnyView {
    let callout = &control.callout;
    let unseen = (!callout.acknowledged && !callout.status.is_closed()).then(|| {
        let tone = if is_waiting(control) { Tone::Alarm } else { Tone::Waiting };
        view! { <Badge text=words::queue().not_acknowledged tone/> }
    });
    view! {
        <header class="callout__head">
            <h1>{full_name(&callout.customer)}</h1>
            {home_line(control)}
            <p class="callout__kind">{format!("{} · {} · #{}", kind(control), reality(control), callout.id)}</p>
            <p class="callout__badges">
                <Badge text={status_words(&callout.status)} tone=status_tone(&callout.status)/>
                {unseen}
                <span class="callout__coming">{coming_words(control).unwrap_or_default()}</span>
                <span class="callout__owner">{owner_words(control, &context.own_email)}</span>
            </p>
            <p class="callout__pressed">{words::callout().pressed} " " {age(pressed_at(control), context.now)}</p>
        </header>
        <div class="callout__warnings">{warnings(control, context)}</div>
    }
    .into_any()
}

/// Where they live: the first thing to tell a driver.
fn home_line(control: &ControlCallout) -> AnyView {
    let words = words::callout();
    let line = control.home.as_ref().and_then(|home| home.line.clone());
    let not_measured = control.home.as_ref().is_some_and(|home| home.not_measured);
    let badge = if not_measured {
        view! { <Badge text=words.home_not_measured tone=Tone::Waiting/> }.into_any()
    } else {
        ().into_any()
    };
    match line {
        Some(line) => {
            view! { <p class="callout__home"><span class="visually-hidden">{words.home}": "</span>{line}" "{badge}</p> }
                .into_any()
        }
        None => view! { <p class="callout__home callout__home--unknown">{words.home_unknown}" "{badge}</p> }.into_any(),
    }
}

/// Warnings, most urgent first.
fn warnings(control: &ControlCallout, context: &ViewContext) -> Vec<AnyView> {
    let words = words::callout();
    let callout = &control.callout;
    if callout.status.is_closed() {
        return Vec::new();
    }
    let name = full_name(&callout.customer);
    let heard_at = control.last_heard_at.as_ref().map_or_else(|| pressed_at(control), |at| at.millis());
    let again_at = control.pressed_again_at.as_ref().map(|at| at.millis());
    let warning = |sentence, at| fill(sentence, &[("name", &name), ("ago", &when::ago(at, context.now))]);
    let safe = callout.cancelled_by_customer && callout.dispatch_required;
    let all = [
        (
            heartbeat_state(control, context) == HeartbeatAge::Silent,
            Tone::Alarm,
            Glyph::Warning,
            warning(words.silent, heard_at),
        ),
        (again_at.is_some(), Tone::Alarm, Glyph::Warning, warning(words.again, again_at.unwrap_or_default())),
        (safe, Tone::Waiting, Glyph::Shield, warning(words.safe, 0)),
        (!callout.dispatch_required, Tone::Confirmed, Glyph::Tick, words.stood_down.to_owned()),
        (control.no_coverage, Tone::Waiting, Glyph::Vehicle, words.uncovered.to_owned()),
        (is_unverified_test(control), Tone::Plain, Glyph::Info, words.unverified.to_owned()),
    ];
    all.into_iter()
        .filter(|(so, ..)| *so)
        .map(|(_, tone, glyph, sentence)| notice(tone, glyph, sentence))
        .collect()
}
