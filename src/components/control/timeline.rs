//! The events of a callout, newest first.

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::event::{CalloutEvent, EventRole, EventType};

use super::ViewContext;
use crate::ui::{Glyph, Icon, when};
use crate::words;

/// The events, each with author and time.
pub fn timeline(control: &ControlCallout, context: &ViewContext) -> AnyView {
    let events = control.callout.callout_events.as_deref().unwrap_or_default();
    let entries: Vec<_> = events.iter().rev().map(|event| entry(event, context.now)).collect();
    if entries.is_empty() {
        return view! { <p class="quiet">{words::timeline().none}</p> }.into_any();
    }
    view! { <ol class="timeline">{entries}</ol> }.into_any()
}

fn entry(event: &CalloutEvent, now: i64) -> impl IntoView + use<> {
    let words = words::timeline();
    let whose = match &event.event.role {
        EventRole::User => words.resident,
        EventRole::Admin => words.control,
        EventRole::System => words.system,
        EventRole::Other(text) => text,
    };
    let author = event.created_by.as_deref().unwrap_or(whose);
    let at = event.created_at.millis();
    let when = format!("{author} · {} · {}", when::clock_seconds(at), when::ago(at, now));
    view! {
        <li class="timeline__entry">
            <span class="timeline__mark"><Icon glyph=glyph(event.callout_event_type_id)/></span>
            <div>
                <p>{event.event.body.clone()}</p>
                <p class="quiet">{when}</p>
            </div>
        </li>
    }
}

fn glyph(kind: EventType) -> Glyph {
    match kind {
        EventType::STATUS => Glyph::Tick,
        EventType::MESSAGE => Glyph::Message,
        EventType::PRESSED_AGAIN => Glyph::Bell,
        EventType::GAP => Glyph::Offline,
        EventType::CONTROL => Glyph::Person,
        EventType::RESPONDER => Glyph::Vehicle,
        EventType::DISMISSED => Glyph::Shield,
        _ => Glyph::Info,
    }
}
