//! The closing form (`POST …/complete`, `POST …/close`, `GET /api/control/incident-categories`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::incident::{IncidentCategory, Outcome};

use super::callout::CalloutContext;
use super::draft::{OutcomeDraft, Panel, use_draft};
use crate::api::{self, ApiError};
use crate::model::control::outcome::OutcomeField;
use crate::model::form::Complaints;
use crate::pages::staff::{FormState, task_notice};
use crate::ui::{Answers, Button, ErrorSummary, Kind, Select, TextArea, YesNo, rescue_focus};
use crate::words;

/// The server's answer, once there is one.
type Categories = Result<Vec<IncidentCategory>, ApiError>;

/// `closing` selects the last step instead of the one before it; both record the same things.
#[component]
pub fn ClosingForm(open: CalloutContext, closing: bool) -> impl IntoView {
    let texts = words::outcome();
    let id = open.id;
    let form_state = FormState::new();
    let draft = use_draft(id);
    on_cleanup(|| rescue_focus("steps"));
    let form = draft.outcome;
    let save = move |outcome: Outcome| {
        form_state.send(async move {
            let answer = match closing {
                true => api::close_callout(id, &outcome).await,
                false => api::complete_callout(id, &outcome).await,
            };
            let ended = open.acted(answer);
            if ended.is_ok() {
                draft.panel.set(Panel::Nothing);
                form.clear();
            }
            ended
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let parsed = form.typed().parse(closing);
        if let Some(outcome) = form_state.check(parsed) {
            save(outcome);
        }
    };
    let put_away = Callback::new(move |()| {
        form_state.complain(Complaints::new());
        draft.panel.set(Panel::Nothing);
    });
    let (heading, lead, verb) = match closing {
        true => (texts.close_title, texts.close_lead, texts.close),
        false => (texts.complete_title, texts.complete_lead, texts.complete),
    };
    view! {
        <form class="panel" novalidate on:submit=submit aria-labelledby="panel-title">
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <h2 id="panel-title" tabindex="-1">{heading}</h2>
            <p class="quiet">{lead}</p>
            {fields(form, form_state)}
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{verb}</Button>
                <Button on_press=put_away>{texts.cancel}</Button>
            </div>
        </form>
    }
}

fn fields(form: OutcomeDraft, form_state: FormState) -> AnyView {
    let texts = words::outcome();
    let categories = RwSignal::new(None::<Categories>);
    leptos::task::spawn_local(async move {
        let answer = api::list_incident_categories().await;
        let _ = categories.try_set(Some(answer));
    });
    let failed = move || match categories.with(|answer| matches!(answer, Some(Err(_)))) {
        true => view! { <p role="alert">{texts.categories_failed}</p> }.into_any(),
        false => ().into_any(),
    };
    let answers = Answers { yes: texts.yes, no: texts.no, open: Some(texts.unknown) };
    view! {
        {failed}
        <div class="panel__columns">
            <div>
                <Select
                    id="outcome-category"
                    label=texts.category
                    value=form.category
                    options=Signal::derive(move || categories.with(|answer| options(answer.as_ref())))
                    problem=form_state.problem(OutcomeField::Category)
                />
                <TextArea
                    id="outcome-details"
                    label=texts.details
                    value=form.details
                    rows=5
                    problem=form_state.problem(OutcomeField::Details)
                />
            </div>
            <div>
                <YesNo id="outcome-injuries" question=texts.injuries answers=answers value=form.injuries/>
                <YesNo id="outcome-neutral" question=texts.neutral answers=answers value=form.neutral/>
                <YesNo id="outcome-happy" question=texts.happy answers=answers value=form.happy/>
                <YesNo id="outcome-follow-up" question=texts.follow_up answers=answers value=form.follow_up/>
            </div>
        </div>
    }
    .into_any()
}

fn options(categories: Option<&Categories>) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), words::outcome().choose.to_owned())];
    for category in categories.and_then(|answer| answer.as_ref().ok()).into_iter().flatten() {
        options.push((category.id.to_string(), category.description.clone()));
    }
    options
}
