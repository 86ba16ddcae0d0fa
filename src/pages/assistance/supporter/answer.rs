//! One request, with "I am coming" and "I cannot come". The resident sees the answer at once.

use leptos::prelude::*;
use wire::assistance::{AnswerChoice, AssistanceRequest};
use wire::id::AssistanceRequestId;

use super::request_sentence;
use crate::api;
use crate::components::{answer_choices, answer_state, notice};
use crate::links;
use crate::model::assistance::own_answer;
use crate::remote_data::{RemoteData, use_poll};
use crate::session::use_session;
use crate::task::Task;
use crate::ui::{Age, Glyph, Skeleton, Tone};
use crate::words::{self, fill};

/// One request and its answers.
pub fn answer(id: AssistanceRequestId) -> AnyView {
    let session = use_session();
    let poll = use_poll(Signal::stored(id.to_string()), move |_, etag| {
        Box::pin(async move { api::get_assistance_request(id, etag.as_deref()).await })
    });
    let task = Task::new();
    let failure = move || {
        let failed = task.error().or(poll.data.with(RemoteData::failure).map(|(error, _)| error));
        failed.map(|error| notice(Tone::Waiting, Glyph::Offline, [error.message()], None))
    };
    let value = poll.value();
    let say = Callback::new(move |choice: AnswerChoice| {
        task.run(async move {
            api::create_assistance_answer(id, choice).await?;
            poll.refetch();
            Ok(())
        });
    });
    let own_name = Memo::new(move |_| session.state.with(|state| state.name().to_owned()));
    let has_answered = Memo::new(move |_| {
        own_name.with(|name| value.with(|request| own_answer(request.as_deref()?, name)).is_some())
    });
    view! {
        <div class="stack">
            {failure}
            {move || value.with(|request| match request {
                None => view! { <Skeleton words=words::common().errors.loading bars=4/> }.into_any(),
                Some(request) => own_name.with(|name| request_view(request, name)),
            })}
            <div class="assistance__answers">{answer_choices(has_answered, task.busy(), say)}</div>
            <p><a href=links::ASSISTANCE>{words::supporter().back}</a></p>
        </div>
    }
    .into_any()
}

fn request_view(request: &AssistanceRequest, own_name: &str) -> AnyView {
    let created = request.created.millis();
    let place = request
        .site_name
        .as_ref()
        .map(|site| view! { <p>{fill(words::supporter().place, &[("site", site)])}</p> });
    view! {
        <h1>{request_sentence(request)}</h1>
        {place}
        <p class="quiet"><Age at=created/></p>
        {answer_state(request, own_name)}
    }
    .into_any()
}
