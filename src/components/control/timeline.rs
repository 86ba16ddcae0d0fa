//! Everything that happened to a callout, newest first.

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::event::{CalloutEvent, EventRole, EventType};

use crate::ui::{Glyph, Icon, use_now, when};
use crate::words::timeline;

/// The events, each with who did it and when.
#[component]
pub fn Timeline(#[prop(into)] callout: Signal<ControlCallout>) -> impl IntoView {
    let events = Memo::new(move |_| {
        callout.with(|control| {
            let mut events = control.callout.callout_events.clone().unwrap_or_default();
            events.reverse();
            events
        })
    });
    view! {
        <Show when=move || events.with(Vec::is_empty)>
            <p class="quiet">{timeline().none}</p>
        </Show>
        <ol class="timeline">
            <For each=move || events.get() key=|event| event.id children=entry/>
        </ol>
    }
}

fn entry(event: CalloutEvent) -> AnyView {
    let words = timeline();
    let whose = match &event.event.role {
        EventRole::User => words.resident.to_owned(),
        EventRole::Admin => words.control.to_owned(),
        EventRole::System => words.system.to_owned(),
        EventRole::Other(text) => text.clone(),
    };
    let author = event.created_by.clone().unwrap_or(whose);
    let at = event.created_at.millis();
    let now = use_now();
    view! {
        <li class="timeline__entry">
            <span class="timeline__mark"><Icon glyph=glyph(event.callout_event_type_id)/></span>
            <div>
                <p>{event.event.body}</p>
                <p class="quiet">
                    {author} " · "
                    <time datetime=event.created_at.to_string()>
                        {when::clock_seconds(at)} " · " {move || when::ago(at, now.get())}
                    </time>
                </p>
            </div>
        </li>
    }
    .into_any()
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
