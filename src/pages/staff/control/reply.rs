//! A message to the resident (`POST …/reply`). It appears on their screen at the next poll.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::control::Reply;

use super::callout::CalloutContext;
use super::draft::use_draft;
use crate::api;
use crate::components::control::full_name;
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, TextArea, focus};
use crate::words::{self, fill};

/// The box; a closed callout has none.
#[component]
pub fn ReplyBox(open: CalloutContext) -> impl IntoView {
    let callout = open.callout;
    let is_open = Memo::new(move |_| callout.with(|control| !control.callout.status.is_closed()));
    (move || is_open.get().then(|| reply_form(open))).into_any()
}

fn reply_form(open: CalloutContext) -> impl IntoView {
    let words = words::messages();
    let id = open.id;
    let draft = use_draft(id);
    let problem = RwSignal::new(None::<String>);
    let task = Task::new();
    let send = move |reply: Reply| {
        task.run(async move {
            let ended = open.acted(api::reply_callout(id, &reply).await);
            // Text typed while sending stays.
            if ended.is_ok() && draft.reply.with_untracked(|text| text.trim() == reply.as_str()) {
                draft.reply.set(String::new());
            }
            ended
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text = draft.reply.get_untracked();
        let parsed = Reply::parse(&text);
        problem.set(parsed.is_err().then(|| complaint(text.trim())));
        match parsed {
            Ok(reply) => send(reply),
            Err(_) => focus("reply"),
        }
    };
    let name = open.callout.with_untracked(|control| full_name(&control.callout.customer));
    let label = fill(words.reply, &[("name", &name)]);
    view! {
        <form class="reply" novalidate on:submit=submit>
            <TextArea id="reply" label=label value=draft.reply problem=problem rows=2/>
            {task_notice(task)}
            <Button submits=true busy=task.busy()>{words.send}</Button>
        </form>
    }
}

fn complaint(text: &str) -> String {
    match text.chars().count() {
        0 => words::messages().enter.to_owned(),
        count => fill(words::messages().too_long, &[("count", &count.to_string())]),
    }
}
