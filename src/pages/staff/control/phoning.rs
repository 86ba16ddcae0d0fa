//! Attempts to phone the resident: the list, and the form that records one (`POST …/phoned`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::callout::NumberPhoned;
use wire::control::{ControlCallout, Phoned};

use super::callout::CalloutContext;
use super::draft::{Panel, use_draft};
use crate::api;
use crate::components::control::{ViewContext, age};
use crate::model::control::phoned::PhonedField;
use crate::model::form::Complaints;
use crate::pages::staff::{FormState, task_notice};
use crate::ui::{Answers, Button, ErrorSummary, Kind, TextArea, TextField, YesNo, focus, rescue_focus};
use crate::words;

/// The calls so far, and a button to record another.
pub fn calls(open: CalloutContext) -> AnyView {
    let texts = words::person();
    let callout = open.callout;
    let draft = use_draft(open.id);
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
    let form = move || match (closed.get(), phoning.get()) {
        (true, _) => ().into_any(),
        (false, true) => view! { <PhonedForm open/> }.into_any(),
        (false, false) => view! { <p><Button on_press=begin>{texts.record}</Button></p> }.into_any(),
    };
    view! { <h3 id="calls" tabindex="-1">{texts.calls}</h3> {open.shows(list)} {form} }.into_any()
}

fn list(control: &ControlCallout, context: &ViewContext) -> AnyView {
    let calls: Vec<_> =
        control.callout.customer_number_phoneds.iter().map(|call| row(call, context.now)).collect();
    if calls.is_empty() {
        return view! { <p class="quiet">{words::person().no_calls}</p> }.into_any();
    }
    view! { <ul class="calls">{calls}</ul> }.into_any()
}

fn row(call: &NumberPhoned, now: i64) -> impl IntoView + use<> {
    let texts = words::person();
    let answered = if call.answered { texts.answered } else { texts.unanswered };
    let by = call.phoned_by.as_ref().map(|name| format!("{name} · ")).unwrap_or_default();
    view! {
        <li>
            <p>{format!("{} · {answered}", call.number)}</p>
            <p>{call.note.clone().unwrap_or_default()}</p>
            <p class="quiet">{by}{age(call.created_at.millis(), now)}</p>
        </li>
    }
}

#[component]
fn PhonedForm(open: CalloutContext) -> impl IntoView {
    let texts = words::phoned();
    let id = open.id;
    let form_state = FormState::new();
    let draft = use_draft(id);
    on_cleanup(|| rescue_focus("calls"));
    let form = draft.phoned;
    let save = move |body: Phoned| {
        form_state.send(async move {
            let ended = open.acted(api::phone_callout(id, &body).await);
            if ended.is_ok() {
                draft.panel.set(Panel::Nothing);
                form.clear();
            }
            ended
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let parsed = form.typed().parse();
        if let Some(body) = form_state.check(parsed) {
            save(body);
        }
    };
    let put_away = Callback::new(move |()| {
        form_state.complain(Complaints::new());
        draft.panel.set(Panel::Nothing);
    });
    let answers = Answers { yes: texts.yes, no: texts.no, open: None };
    view! {
        <form class="panel" novalidate on:submit=submit aria-label=texts.title>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <TextField
                id="phoned-number"
                label=texts.number
                kind="tel"
                autocomplete="off"
                value=form.number
                problem=form_state.problem(PhonedField::Number)
            />
            <YesNo
                id="phoned-answered"
                question=texts.answered
                answers=answers
                value=form.answered
                problem=form_state.problem(PhonedField::Answered)
            />
            <TextArea id="phoned-note" label=texts.note value=form.note problem=form_state.problem(PhonedField::Note)/>
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.save}</Button>
                <Button on_press=put_away>{texts.cancel}</Button>
            </div>
        </form>
    }
}
