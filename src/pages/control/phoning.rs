//! Attempts to reach the resident by telephone: the list, and the form that records one (`POST …/phoned`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::callout::NumberPhoned;
use wire::control::Phoned;

use super::callout::Open;
use super::draft::{Panel, use_draft};
use super::told::{ActionNotice, failure};
use crate::api;
use crate::control::phoned::PhonedField;
use crate::form::{Problem, problem_of, summary};
use crate::pages::staff::PageTitle;
use crate::ui::{Age, Answers, Button, ErrorSummary, Kind, TextArea, TextField, YesNo, focus, rescue_focus};
use crate::words::{person, phoned, words};

/// The calls so far, and the way to record another.
#[component]
pub fn Calls(open: Open) -> impl IntoView {
    let texts = person();
    let callout = open.callout;
    let draft = use_draft(open.id);
    let calls = Memo::new(move |_| callout.with(|control| control.callout.customer_number_phoneds.clone()));
    let closed = Memo::new(move |_| callout.with(|control| control.callout.status.is_closed()));
    let phoning = Memo::new(move |_| draft.panel.get() == Panel::Phoning);
    let begin = Callback::new(move |()| {
        if draft.phoned.number.with_untracked(String::is_empty) {
            let known = callout.with_untracked(|control| control.callout.customer.mobile.clone());
            draft.phoned.number.set(known.unwrap_or_default());
        }
        draft.panel.set(Panel::Phoning);
        focus("phoned-number");
    });
    view! {
        <h3 id="calls" tabindex="-1">{texts.calls}</h3>
        <Show when=move || calls.with(Vec::is_empty)><p class="quiet">{texts.no_calls}</p></Show>
        <ul class="calls">
            <For each=move || calls.get() key=|call| call.id children=call/>
        </ul>
        {move || match (closed.get(), phoning.get()) {
            (true, _) => ().into_any(),
            (false, true) => view! { <PhonedForm open=open/> }.into_any(),
            (false, false) => view! { <p><Button on_press=begin>{texts.record}</Button></p> }.into_any(),
        }}
    }
}

fn call(call: NumberPhoned) -> impl IntoView {
    let texts = person();
    view! {
        <li>
            <p>{call.number} " · " {if call.answered { texts.answered } else { texts.unanswered }}</p>
            {call.note.map(|note| view! { <p>{note}</p> })}
            <p class="quiet">
                {call.phoned_by.map(|name| format!("{name} · "))}
                <Age at=Signal::stored(call.created_at.millis())/>
            </p>
        </li>
    }
}

#[component]
fn PhonedForm(open: Open) -> impl IntoView {
    let texts = phoned();
    let id = open.id;
    let title: PageTitle = expect_context();
    let draft = use_draft(id);
    on_cleanup(|| rescue_focus("calls"));
    let form = draft.phoned;
    let problems = RwSignal::new(Vec::<Problem<PhonedField>>::new());
    let save = Action::new_local(move |body: &Phoned| {
        let body = body.clone();
        async move {
            let ended = open.acted(api::phone_callout(id, &body).await);
            if ended.is_ok() {
                draft.panel.set(Panel::Nothing);
                form.clear();
            }
            ended
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let parsed = form.typed().parse();
        title.complains.set(parsed.is_err());
        match parsed {
            Ok(body) => {
                problems.set(Vec::new());
                save.dispatch(body);
            }
            Err(found) => problems.set(found),
        }
    };
    let put_away = Callback::new(move |()| {
        title.complains.set(false);
        draft.panel.set(Panel::Nothing);
    });
    let problem = move |field| Signal::derive(move || problems.with(|all| problem_of(all, field)));
    let answers = Answers { yes: texts.yes, no: texts.no, open: None };
    view! {
        <form class="panel" novalidate on:submit=submit aria-label=texts.title>
            <ErrorSummary
                title=words().errors.problem
                problems=Signal::derive(move || problems.with(|all| summary(all)))
            />
            <TextField
                id="phoned-number"
                label=texts.number
                kind="tel"
                autocomplete="off"
                value=form.number
                problem=problem(PhonedField::Number)
            />
            <YesNo
                id="phoned-answered"
                question=texts.answered
                answers=answers
                value=form.answered
                problem=problem(PhonedField::Answered)
            />
            <TextArea id="phoned-note" label=texts.note value=form.note problem=problem(PhonedField::Note)/>
            <ActionNotice error=failure(save)/>
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=save.pending()>{texts.save}</Button>
                <Button on_press=put_away>{texts.cancel}</Button>
            </div>
        </form>
    }
}
