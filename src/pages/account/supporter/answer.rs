//! One request, with "I am coming" and "I cannot come". The resident sees the answer at once.

use leptos::prelude::*;
use wire::assistance::{AnswerChoice, AssistanceRequest};
use wire::id::AssistanceRequestId;

use super::asks;
use crate::api;
use crate::components::notice;
use crate::poll::{Seen, use_poll};
use crate::route;
use crate::session::{Viewer, use_session};
use crate::task::Task;
use crate::ui::{Age, Button, Glyph, Kind, Skeleton, Tone, nothing};
use crate::words::{fill, supporter as words, words as common};

/// The request.
pub fn answer(id: AssistanceRequestId) -> AnyView {
    let session = use_session();
    let poll = use_poll(Signal::stored(id.to_string()), move |_, tag| {
        Box::pin(async move { api::get_assistance_request(id, tag.as_deref()).await })
    });
    let task = Task::new();
    let failure = move || {
        let failed = task.error().or(poll.seen.with(Seen::failure).map(|(error, _)| error));
        failed.map_or_else(nothing, |error| notice(Tone::Waiting, Glyph::Offline, [error.message()], None))
    };
    let value = poll.value();
    let changing = RwSignal::new(false);
    let say = move |choice: AnswerChoice| {
        task.run(async move {
            api::create_assistance_answer(id, choice).await?;
            changing.try_set(false);
            poll.again();
            Ok(())
        });
    };
    let own_name = move || {
        session.viewer.with(|viewer| match viewer {
            Viewer::SignedIn(user) => user.name.clone(),
            _ => String::new(),
        })
    };
    let has_answered = Memo::new(move |_| {
        let own_name = own_name();
        value.with(|request| request.as_ref().is_some_and(|request| own(request, &own_name).is_some()))
    });
    let change = Callback::new(move |()| changing.update(|changing| *changing = !*changing));
    let choices = move || {
        match (has_answered.get(), changing.get()) {
        (true, false) => view! { <Button on_press=change>{words().change}</Button> }.into_any(),
        (is_change, _) => view! {
            <Button kind=Kind::Primary busy=task.busy() on_press=Callback::new(move |()| say(AnswerChoice::Coming))>
                {words().coming}
            </Button>
            <Button busy=task.busy() on_press=Callback::new(move |()| say(AnswerChoice::Cannot))>
                {words().cannot}
            </Button>
            {is_change.then(|| view! { <Button kind=Kind::Quiet on_press=change>{words().keep}</Button> })}
        }
        .into_any(),
    }
    };
    view! {
        <div class="stack">
            {failure}
            {move || value.with(|request| match request {
                None => view! { <Skeleton words=common().errors.loading bars=4/> }.into_any(),
                Some(request) => shown(request, &own_name()),
            })}
            <div class="assistance__answers">{choices}</div>
            <p><a href=route::ASSISTANCE>{words().back}</a></p>
        </div>
    }
    .into_any()
}

fn shown(request: &AssistanceRequest, own_name: &str) -> AnyView {
    let words = words();
    let created = request.created.millis();
    let resident = [("name", request.resident_name.as_str())];
    let (tone, glyph, said) = match own(request, own_name) {
        Some(AnswerChoice::Coming) => (Tone::Confirmed, Glyph::Tick, words.you_come),
        Some(AnswerChoice::Cannot) => (Tone::Plain, Glyph::Info, words.you_cannot),
        None => (Tone::Waiting, Glyph::Clock, words.answer_why),
    };
    let others: Vec<_> = request
        .answers
        .iter()
        .filter(|answer| answer.name != own_name && answer.answer == AnswerChoice::Coming)
        .map(|answer| view! { <p>{fill(words.others, &[("name", &answer.name)])}</p> })
        .collect();
    let place =
        request.site_name.as_ref().map(|site| view! { <p>{fill(words.place, &[("site", site)])}</p> });
    view! {
        <h1>{asks(request)}</h1>
        {place}
        <p class="quiet"><Age at=created/></p>
        <div role="status">{notice(tone, glyph, [fill(said, &resident)], None)}</div>
        {others}
    }
    .into_any()
}

/// What this person answered last.
fn own(request: &AssistanceRequest, own_name: &str) -> Option<AnswerChoice> {
    request.answers.iter().rev().find(|answer| answer.name == own_name).map(|answer| answer.answer)
}
