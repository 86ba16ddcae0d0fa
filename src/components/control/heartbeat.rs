//! When the phone last reported, and what its silence means.

use leptos::prelude::*;
use wire::control::ControlCallout;

use super::ViewContext;
use crate::model::control::freshness::{HeartbeatAge, callout_heartbeat_age};
use crate::ui::{Glyph, Icon, when};
use crate::words::{self, fill};

/// How to judge the phone's silence now; a closed callout's phone may be silent.
pub fn heartbeat_state(control: &ControlCallout, context: &ViewContext) -> HeartbeatAge {
    callout_heartbeat_age(control, context.now, context.heartbeat_seconds)
}

/// Plain words while heartbeats are on time, an amber badge when they are late, an alarm after that.
pub fn heartbeat_view(control: &ControlCallout, context: &ViewContext) -> AnyView {
    let words = words::queue();
    let (name, sentence, glyph) = match heartbeat_state(control, context) {
        HeartbeatAge::Recent => ("lately", words.heard, None),
        HeartbeatAge::Stale => ("stale", words.heard_stale, Some(Glyph::Clock)),
        HeartbeatAge::Silent => ("silent", words.heard_silent, Some(Glyph::Warning)),
    };
    let text = match control.last_heard_at.as_ref() {
        Some(at) => fill(sentence, &[("ago", &when::ago(at.millis(), context.now))]),
        None => words.never_heard.to_owned(),
    };
    let shape = glyph.map(|glyph| view! { <Icon glyph=glyph/> }.into_any());
    view! { <span class="heard" data-state=name>{shape}{text}</span> }.into_any()
}
