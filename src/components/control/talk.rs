//! What the resident and the control room wrote to each other, oldest first.

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::event::{CalloutEvent, EventRole, EventType};

use crate::ui::Age;
use crate::words::messages;

/// The conversation. A new message is read aloud when it comes, and only then.
#[component]
pub fn Talk(#[prop(into)] callout: Signal<ControlCallout>) -> impl IntoView {
    let said = Memo::new(move |_| callout.with(said));
    view! {
        <Show when=move || said.with(Vec::is_empty)>
            <p class="quiet">{messages().none}</p>
        </Show>
        <div role="log" aria-label=messages().title><ol class="talk">
            <For each=move || said.get() key=|event| event.id children=message/>
        </ol></div>
    }
}

fn said(control: &ControlCallout) -> Vec<CalloutEvent> {
    let events = control.callout.callout_events.iter().flatten();
    events.filter(|event| event.callout_event_type_id == EventType::MESSAGE).cloned().collect()
}

fn message(event: CalloutEvent) -> AnyView {
    let words = messages();
    let from_control = event.event.role == EventRole::Admin;
    let whose = if from_control { words.control } else { words.resident };
    let author = event.created_by.unwrap_or_else(|| whose.to_owned());
    view! {
        <li class="talk__message" data-from=if from_control { "control" } else { "resident" }>
            <p class="talk__author">
                <span>{author}</span>
                <Age at=Signal::stored(event.created_at.millis())/>
            </p>
            <p class="talk__words">{event.event.body}</p>
        </li>
    }
    .into_any()
}
