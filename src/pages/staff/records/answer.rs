//! "I am coming", by staff on the record of a request for assistance (`POST /api/v2/assistance-request/{id}/answer`).
//! The resident sees it on phone and television, with the name.

use leptos::prelude::*;
use wire::assistance::AnswerChoice;
use wire::id::AssistanceRequestId;
use wire::record::Record;

use crate::api::{create_assistance_answer, get_assistance_request};
use crate::components::{answer_choices, answer_state};
use crate::model::assistance::own_answer;
use crate::pages::staff::{poll_notice, task_notice};
use crate::remote_data::use_poll;
use crate::session::use_session;
use crate::task::Task;
use crate::words;

/// The request of a record; none for other records, and for the demo's own.
pub fn request_of(record: &Record) -> Option<AssistanceRequestId> {
    let is_request = record.kind == "assistance-request" && !record.demo;
    record.id.parse().ok().filter(|_| is_request)
}

/// The answers. `changed` runs after each answer, so that the record is refetched.
pub fn answering(id: AssistanceRequestId, changed: Callback<()>) -> AnyView {
    let session = use_session();
    let poll = use_poll(Signal::stored(id.to_string()), move |_, etag| {
        Box::pin(async move { get_assistance_request(id, etag.as_deref()).await })
    });
    let value = poll.value();
    Effect::new(move |before: Option<()>| {
        value.track();
        if before.is_some() {
            changed.run(());
        }
    });
    let task = Task::new();
    let say = Callback::new(move |choice: AnswerChoice| {
        task.run(async move {
            create_assistance_answer(id, choice).await?;
            poll.refetch();
            Ok(())
        });
    });
    let own_name = Memo::new(move |_| session.state.with(|state| state.name().to_owned()));
    let has_answered = Memo::new(move |_| {
        own_name.with(|name| value.with(|request| own_answer(request.as_deref()?, name)).is_some())
    });
    let state = move || {
        let name = own_name.get();
        value.with(|request| request.as_deref().map(|request| answer_state(request, &name)))
    };
    // Staff who were not notified have nothing to answer.
    let is_asked = |request: &wire::assistance::AssistanceRequest| request.may_answer;
    let may_answer = Memo::new(move |_| value.with(|request| request.as_deref().is_some_and(is_asked)));
    let choices = move || may_answer.get().then(|| answer_choices(has_answered, task.busy(), say));
    let not_asked = move || {
        let is_reader = value.with(|request| request.as_deref().is_some_and(|request| !is_asked(request)));
        if is_reader {
            view! { <p class="quiet">{words::answering().not_asked}</p> }.into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <section class="part" aria-labelledby="record-answer">
            <h2 id="record-answer">{words::answering().title}</h2>
            {poll_notice(poll)}
            {task_notice(task)}
            {state}
            {not_asked}
            <div class="buttons">{choices}</div>
        </section>
    }
    .into_any()
}
