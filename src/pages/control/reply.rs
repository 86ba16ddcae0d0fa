//! A message to the resident (`POST …/reply`). It shows on their screen at the next poll.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::control::Reply;
use wire::message::COMMENT_LIMIT;

use super::callout::Open;
use super::draft::use_draft;
use super::told::{ActionNotice, failure};
use crate::api;
use crate::components::control::full_name;
use crate::ui::{Button, TextArea};
use crate::words::{fill, messages};

/// The box; it is gone once the callout is closed.
#[component]
pub fn ReplyBox(open: Open) -> impl IntoView {
    let words = messages();
    let id = open.id;
    let callout = open.callout;
    let draft = use_draft(id);
    let problem = RwSignal::new(None::<String>);
    let send = Action::new_local(move |reply: &Reply| {
        let reply = reply.clone();
        async move {
            let ended = open.acted(api::reply_callout(id, &reply).await);
            // What was typed while it was being sent stays.
            if ended.is_ok() && draft.reply.with_untracked(|text| text.trim() == reply.as_str()) {
                draft.reply.set(String::new());
            }
            ended
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text = draft.reply.get_untracked();
        match Reply::parse(&text) {
            Ok(reply) => {
                problem.set(None);
                send.dispatch(reply);
            }
            Err(_) if text.trim().is_empty() => problem.set(Some(words.enter.to_owned())),
            Err(_) => {
                debug_assert!(text.chars().count() > COMMENT_LIMIT);
                let count = text.trim().chars().count().to_string();
                problem.set(Some(fill(words.too_long, &[("count", &count)])));
            }
        }
    };
    let label = callout
        .with_untracked(|control| fill(words.reply, &[("name", &full_name(&control.callout.customer))]));
    let closed = Memo::new(move |_| callout.with(|control| control.callout.status.is_closed()));
    view! {
        <Show when=move || !closed.get()>
            <form class="reply" novalidate on:submit=submit>
                <TextArea id="reply" label=label.clone() value=draft.reply problem=problem rows=2/>
                <ActionNotice error=failure(send)/>
                <Button submits=true busy=send.pending()>{words.send}</Button>
            </form>
        </Show>
    }
}
