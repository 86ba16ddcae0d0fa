//! The closing form (`POST …/complete`, `POST …/close`, `GET /api/control/incident-categories`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::incident::{IncidentCategory, Outcome};

use super::callout::Open;
use super::draft::{Panel, use_draft};
use super::told::{ActionNotice, failure};
use crate::api::{self, ApiError};
use crate::control::outcome::OutcomeField;
use crate::form::{Problem, problem_of, summary};
use crate::pages::staff::PageTitle;
use crate::ui::{Answers, Button, ErrorSummary, Kind, Select, TextArea, YesNo, rescue_focus};
use crate::words::{outcome, words};

/// `closing` tells the last step from the one before it; both record the same things.
#[component]
pub fn Closing(open: Open, closing: bool) -> impl IntoView {
    let texts = outcome();
    let id = open.id;
    let title: PageTitle = expect_context();
    let categories = LocalResource::new(api::list_incident_categories);
    let draft = use_draft(id);
    on_cleanup(|| rescue_focus("steps"));
    let form = draft.outcome;
    let problems = RwSignal::new(Vec::<Problem<OutcomeField>>::new());
    let save = Action::new_local(move |outcome: &Outcome| {
        let outcome = outcome.clone();
        async move {
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
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let parsed = form.typed().parse(closing);
        title.complains.set(parsed.is_err());
        match parsed {
            Ok(outcome) => {
                problems.set(Vec::new());
                save.dispatch(outcome);
            }
            Err(found) => problems.set(found),
        }
    };
    let put_away = Callback::new(move |()| {
        title.complains.set(false);
        draft.panel.set(Panel::Nothing);
    });
    let options = Signal::derive(move || options(categories.get()));
    let failed = move || matches!(categories.get(), Some(Err(_)));
    let problem = move |field| Signal::derive(move || problems.with(|all| problem_of(all, field)));
    let answers = Answers { yes: texts.yes, no: texts.no, open: Some(texts.unknown) };
    view! {
        <form class="panel" novalidate on:submit=submit aria-labelledby="panel-title">
            <ErrorSummary
                title=words().errors.problem
                problems=Signal::derive(move || problems.with(|all| summary(all)))
            />
            <h2 id="panel-title" tabindex="-1">{if closing { texts.close_title } else { texts.complete_title }}</h2>
            <p class="quiet">{if closing { texts.close_lead } else { texts.complete_lead }}</p>
            <Show when=failed><p role="alert">{texts.categories_failed}</p></Show>
            <div class="panel__columns">
                <div>
                    <Select
                        id="outcome-category"
                        label=texts.category
                        value=form.category
                        options=options
                        problem=problem(OutcomeField::Category)
                    />
                    <TextArea
                        id="outcome-details"
                        label=texts.details
                        value=form.details
                        rows=5
                        problem=problem(OutcomeField::Details)
                    />
                </div>
                <div>
                    <YesNo id="outcome-injuries" question=texts.injuries answers=answers value=form.injuries/>
                    <YesNo id="outcome-neutral" question=texts.neutral answers=answers value=form.neutral/>
                    <YesNo id="outcome-happy" question=texts.happy answers=answers value=form.happy/>
                    <YesNo id="outcome-follow-up" question=texts.follow_up answers=answers value=form.follow_up/>
                </div>
            </div>
            <ActionNotice error=failure(save)/>
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=save.pending()>
                    {if closing { texts.close } else { texts.complete }}
                </Button>
                <Button on_press=put_away>{texts.cancel}</Button>
            </div>
        </form>
    }
}

fn options(categories: Option<Result<Vec<IncidentCategory>, ApiError>>) -> Vec<(String, String)> {
    let known = categories.and_then(Result::ok).unwrap_or_default();
    let rows = known.into_iter().map(|category| (category.id.to_string(), category.description));
    std::iter::once((String::new(), outcome().choose.to_owned())).chain(rows).collect()
}
