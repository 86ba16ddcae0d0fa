//! What the resident and the control room wrote to each other, and the box to write more.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::event::{CalloutEvent, EventRole, EventType};
use wire::message::{COMMENT_LIMIT, NewComment};

use crate::ui::{Age, Button, TextArea};
use crate::words::words;

/// How sending went. What was typed stays in the box until it has arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sending {
    /// Nothing is on its way.
    #[default]
    Idle,
    /// Waiting for the answer.
    Busy,
    /// It did not go out, and why.
    Failed(String),
}

/// `events` may hold anything; only messages are shown. The page sends, and empties `text` when it has.
#[component]
pub fn Messages(
    #[prop(into)] events: Signal<Vec<CalloutEvent>>,
    text: RwSignal<String>,
    #[prop(into)] sending: Signal<Sending>,
    #[prop(into)] on_send: Callback<NewComment>,
) -> impl IntoView {
    let table = &words().tracking;
    let complaint = RwSignal::new(None::<&'static str>);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        match NewComment::parse(&text.read()) {
            Ok(comment) => {
                complaint.set(None);
                on_send.run(comment);
            }
            Err(_) if text.read().chars().count() > COMMENT_LIMIT => complaint.set(Some(table.message_long)),
            Err(_) => complaint.set(Some(table.message_missing)),
        }
    };
    let problem = move || match sending.get() {
        Sending::Failed(why) => Some(why),
        _ => complaint.get().map(str::to_owned),
    };
    let messages = Memo::new(move |_| {
        let is_message = |event: &&CalloutEvent| event.callout_event_type_id == EventType::MESSAGE;
        events.with(|events| events.iter().filter(is_message).cloned().collect::<Vec<_>>())
    });
    view! {
        <section class="card" aria-labelledby="messages-title">
            <h2 id="messages-title">{table.messages}</h2>
            {move || messages.read().is_empty().then(|| view! { <p class="messages__none">{table.no_messages}</p> })}
            <ol class="messages" role="log" aria-labelledby="messages-title">
                <For each=move || messages.get() key=|message| message.id.0 let:message>
                    {row(message)}
                </For>
            </ol>
            <form novalidate on:submit=send>
                <TextArea id="message" label=table.write value=text rows=2 problem=Signal::derive(problem)/>
                <Button submits=true busy=Signal::derive(move || sending.get() == Sending::Busy)>{table.send}</Button>
            </form>
        </section>
    }
}

fn row(message: CalloutEvent) -> AnyView {
    let table = &words().tracking;
    let mine = message.event.role == EventRole::User;
    let who = if mine { table.you } else { table.control_room };
    view! {
        <li class="message" data-mine=mine>
            <p class="message__head"><strong>{who}</strong> <Age at=message.created_at.millis()/></p>
            <p class="message__body">{message.event.body}</p>
        </li>
    }
    .into_any()
}
