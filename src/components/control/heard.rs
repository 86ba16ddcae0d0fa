//! When the phone was last heard, and what its silence means.

use leptos::prelude::*;
use wire::control::ControlCallout;

use super::names::pressed_at;
use crate::control::freshness::{Heard, heard};
use crate::ui::{Glyph, Icon, use_now, when};
use crate::words::{fill, queue};

/// Plain words while the phone keeps its rhythm; an amber word and a shape once it does not; an alarm after that.
#[component]
pub fn HeardAge(
    #[prop(into)] callout: Signal<ControlCallout>,
    #[prop(into)] beat: Signal<u32>,
) -> impl IntoView {
    let now = use_now();
    let last = Memo::new(move |_| {
        callout.with(|control| {
            let heard = control.last_heard_at.as_ref().map(|at| at.millis());
            (heard, heard.unwrap_or_else(|| pressed_at(control)), control.callout.status.is_closed())
        })
    });
    let state = Memo::new(move |_| {
        let (_, since, closed) = last.get();
        if closed { Heard::Lately } else { heard(since, now.get(), beat.get()) }
    });
    let text = move || {
        let words = queue();
        let (last, ..) = last.get();
        let Some(last) = last else { return words.never_heard.to_owned() };
        let sentence = match state.get() {
            Heard::Lately => words.heard,
            Heard::Stale => words.heard_stale,
            Heard::Silent => words.heard_silent,
        };
        fill(sentence, &[("ago", &when::ago(last, now.get()))])
    };
    let name = move || match state.get() {
        Heard::Lately => "lately",
        Heard::Stale => "stale",
        Heard::Silent => "silent",
    };
    let mark = move || match state.get() {
        Heard::Lately => None,
        Heard::Stale => Some(view! { <Icon glyph=Glyph::Clock/> }),
        Heard::Silent => Some(view! { <Icon glyph=Glyph::Warning/> }),
    };
    view! { <span class="heard" data-state=name>{mark}{text}</span> }
}
