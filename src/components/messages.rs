//! Messages between the resident and the control room, and the form to write one.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::event::{CalloutEvent, EventRole, EventType};
use wire::message::{COMMENT_LIMIT, NewComment};

use crate::ui::{Age, Button, TextArea, focus};
use crate::words;

/// `events` may contain any events; only messages are shown.
pub fn messages(events: &[CalloutEvent]) -> AnyView {
    let table = &words::common().tracking;
    let rows: Vec<AnyView> =
        events.iter().filter(|event| event.callout_event_type_id == EventType::MESSAGE).map(row).collect();
    let none = rows.is_empty().then(|| view! { <p class="messages__none">{table.no_messages}</p> });
    view! {
        {none}
        <ol class="messages" role="log" aria-label=table.messages>{rows}</ol>
    }
    .into_any()
}

fn row(message: &CalloutEvent) -> AnyView {
    let table = &words::common().tracking;
    let mine = message.event.role == EventRole::User;
    let who = if mine { table.you } else { table.control_room };
    view! {
        <li class="message" data-mine=mine>
            <p class="message__head"><strong>{who}</strong> <Age at=message.created_at.millis()/></p>
            <p class="message__body">{message.event.body.clone()}</p>
        </li>
    }
    .into_any()
}

/// State of sending. The typed text stays in the box until it has arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sending {
    #[default]
    Idle,
    Busy,
    /// It failed, and why.
    Failed(String),
}

/// The form. The page sends, and clears `text` on success.
#[component]
pub fn Compose(
    text: RwSignal<String>,
    sending: RwSignal<Sending>,
    on_send: Callback<NewComment>,
) -> impl IntoView {
    let table = &words::common().tracking;
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        match NewComment::parse(&text.read_untracked()) {
            Ok(comment) => {
                sending.set(Sending::Idle);
                on_send.run(comment);
            }
            Err(_) => {
                let is_long = text.read_untracked().chars().count() > COMMENT_LIMIT;
                let why = if is_long { table.message_long } else { table.message_missing };
                sending.set(Sending::Failed(why.to_owned()));
                focus("message");
            }
        }
    };
    let problem = move || match sending.get() {
        Sending::Failed(why) => Some(why),
        Sending::Idle | Sending::Busy => None,
    };
    view! {
        <form novalidate on:submit=send>
            <TextArea id="message" label=table.write value=text rows=2 problem=Signal::derive(problem)/>
            <Button submits=true busy=Signal::derive(move || sending.get() == Sending::Busy)>{table.send}</Button>
        </form>
    }
}
