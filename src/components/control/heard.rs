//! When the phone was last heard, and what its silence means.

use leptos::prelude::*;
use wire::control::ControlCallout;

use super::Reading;
use crate::model::control::freshness::{Heard, heard_of};
use crate::ui::{Glyph, Icon, when};
use crate::words::{fill, queue};

/// How the phone's silence is to be judged now; a closed callout's phone may be silent.
pub fn heard_state(control: &ControlCallout, reading: &Reading) -> Heard {
    heard_of(control, reading.now, reading.beat)
}

/// Plain words while the phone keeps its rhythm; an amber word and a shape once it does not; an alarm after that.
pub fn heard_view(control: &ControlCallout, reading: &Reading) -> AnyView {
    let words = queue();
    let (name, sentence, glyph) = match heard_state(control, reading) {
        Heard::Lately => ("lately", words.heard, None),
        Heard::Stale => ("stale", words.heard_stale, Some(Glyph::Clock)),
        Heard::Silent => ("silent", words.heard_silent, Some(Glyph::Warning)),
    };
    let text = match control.last_heard_at.as_ref() {
        Some(at) => fill(sentence, &[("ago", &when::ago(at.millis(), reading.now))]),
        None => words.never_heard.to_owned(),
    };
    let shape = glyph.map(|glyph| view! { <Icon glyph=glyph/> }.into_any());
    view! { <span class="heard" data-state=name>{shape}{text}</span> }.into_any()
}
