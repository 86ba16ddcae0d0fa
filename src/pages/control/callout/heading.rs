//! The top of a callout: who, what kind, how old, where it stands; and whatever a controller must not overlook.

use leptos::prelude::*;
use wire::control::ControlCallout;

use crate::components::control::{
    coming_words, full_name, kind, owner_words, pressed_at, reality, status_tone, status_words,
};
use crate::control::freshness::{Heard, heard};
use crate::control::step::is_unverified_test;
use crate::control::watch::is_waiting;
use crate::session::use_session;
use crate::ui::{Age, Badge, Glyph, Notice, Tone, use_now, when};
use crate::words::{callout as callout_words, fill, queue};

/// Who asks for help, and how it stands.
#[component]
pub fn Heading(callout: Memo<ControlCallout>) -> impl IntoView {
    let status = Memo::new(move |_| callout.with(|control| control.callout.status.clone()));
    let unseen = Memo::new(move |_| {
        callout.with(|control| {
            let open = !control.callout.acknowledged && !control.callout.status.is_closed();
            open.then(|| if is_waiting(control) { Tone::Alarm } else { Tone::Waiting })
        })
    });
    let viewer = use_session().viewer;
    let owner = move || callout.with(|control| viewer.with(|viewer| owner_words(control, viewer.email())));
    let coming = Memo::new(move |_| callout.with(coming_words));
    view! {
        <header class="callout__head">
            <h1>{move || callout.with(|control| full_name(&control.callout.customer))}</h1>
            <p class="callout__kind">
                {move || callout.with(|control| {
                    format!("{} · {} · #{}", kind(control), reality(control), control.callout.id)
                })}
            </p>
            <p class="callout__badges">
                <Badge
                    text=Signal::derive(move || status.with(status_words))
                    tone=Signal::derive(move || status.with(status_tone))
                />
                {move || unseen.get().map(|tone| view! { <Badge text=queue().not_acknowledged tone=tone/> })}
                {move || coming.get().map(|words| view! { <span class="callout__coming">{words}</span> })}
                <span class="callout__owner">{owner}</span>
            </p>
            <p class="callout__pressed">
                {callout_words().pressed} " "
                <Age at=Signal::derive(move || callout.with(pressed_at))/>
            </p>
        </header>
    }
}

/// One thing that must not be overlooked.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Warning {
    Silent,
    Again,
    Safe,
    StoodDown,
    Uncovered,
    Unverified,
}

/// The warnings, the most pressing first.
#[component]
pub fn Warnings(callout: Memo<ControlCallout>, beat: Memo<u32>) -> impl IntoView {
    let now = use_now();
    let warnings = Memo::new(move |_| callout.with(|control| warnings(control, now.get(), beat.get())));
    view! {
        <div class="callout__warnings">
            <For each=move || warnings.get() key=|warning| warning.clone() let:warning>
                <WarningNotice warning=warning callout=callout/>
            </For>
        </div>
    }
}

fn warnings(control: &ControlCallout, now: i64, beat: u32) -> Vec<Warning> {
    let callout = &control.callout;
    if callout.status.is_closed() {
        return Vec::new();
    }
    let last = control.last_heard_at.as_ref().map_or_else(|| pressed_at(control), |at| at.millis());
    let all = [
        (Warning::Silent, heard(last, now, beat) == Heard::Silent),
        (Warning::Again, control.pressed_again_at.is_some()),
        (Warning::Safe, callout.cancelled_by_customer && callout.dispatch_required),
        (Warning::StoodDown, !callout.dispatch_required),
        (Warning::Uncovered, control.no_coverage),
        (Warning::Unverified, is_unverified_test(control)),
    ];
    all.into_iter().filter(|(_, so)| *so).map(|(warning, _)| warning).collect()
}

#[component]
fn WarningNotice(warning: Warning, callout: Memo<ControlCallout>) -> impl IntoView {
    let words = callout_words();
    let now = use_now();
    let (tone, glyph) = match warning {
        Warning::Silent | Warning::Again => (Tone::Alarm, Glyph::Warning),
        Warning::Safe => (Tone::Waiting, Glyph::Shield),
        Warning::Uncovered => (Tone::Waiting, Glyph::Vehicle),
        Warning::StoodDown => (Tone::Confirmed, Glyph::Tick),
        Warning::Unverified => (Tone::Plain, Glyph::Info),
    };
    let sentence = move || {
        callout.with(|control| {
            let name = full_name(&control.callout.customer);
            match warning {
                Warning::Silent => {
                    let last =
                        control.last_heard_at.as_ref().map_or_else(|| pressed_at(control), |at| at.millis());
                    fill(words.silent, &[("name", &name), ("ago", &when::ago(last, now.get()))])
                }
                Warning::Again => {
                    let at = control.pressed_again_at.as_ref().map_or(0, |at| at.millis());
                    fill(words.again, &[("name", &name), ("ago", &when::ago(at, now.get()))])
                }
                Warning::Safe => fill(words.safe, &[("name", &name)]),
                Warning::StoodDown => words.stood_down.to_owned(),
                Warning::Uncovered => words.uncovered.to_owned(),
                Warning::Unverified => words.unverified.to_owned(),
            }
        })
    };
    view! { <Notice tone=tone glyph=glyph><p>{sentence}</p></Notice> }
}
