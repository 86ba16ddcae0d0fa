//! Messages between the resident and the control room, oldest first.

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::event::{CalloutEvent, EventRole, EventType};

use super::ViewContext;
use super::parts::age;
use crate::words;

/// The conversation. Each new message is announced once.
pub fn talk(control: &ControlCallout, context: &ViewContext) -> AnyView {
    let sentence = control.callout.callout_events.iter().flatten();
    let sentence: Vec<_> = sentence
        .filter(|event| event.callout_event_type_id == EventType::MESSAGE)
        .map(|event| message(event, context.now))
        .collect();
    let none = if sentence.is_empty() {
        view! { <p class="quiet">{words::messages().none}</p> }.into_any()
    } else {
        ().into_any()
    };
    view! {
        {none}
        <div role="log" aria-label=words::messages().title>
            <ol class="talk">{sentence}</ol>
        </div>
    }
    .into_any()
}

fn message(event: &CalloutEvent, now: i64) -> impl IntoView + use<> {
    let words = words::messages();
    let (from, whose) = match event.event.role {
        EventRole::Admin => ("control", words.control),
        _ => ("resident", words.resident),
    };
    let author = event.created_by.clone().unwrap_or_else(|| whose.to_owned());
    view! {
        <li class="talk__message" data-from=from>
            // The age changes every second and is not announced.
            <p class="talk__author" aria-live="off"><span>{author}</span>{age(event.created_at.millis(), now)}</p>
            <p class="talk__words">{event.event.body.clone()}</p>
        </li>
    }
}
