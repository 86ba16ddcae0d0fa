//! The form of all guidelines: rows that are added and removed, saved together.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::governance::{Governance, Guideline, Guidelines, Measure};
use wire::id::ServiceId;
use wire::service::Service;

use super::super::measure::measure_with_unit;
use crate::api::update_governance;
use crate::model::form::{Complaints, intern};
use crate::model::provider::Repeat;
use crate::pages::staff::{FormState, task_notice};
use crate::remote_data::Poll;
use crate::ui::{Button, ErrorSummary, Kind, Select, TextField, focus};
use crate::words;

/// The fields of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct GuidelineFields {
    measure: RwSignal<String>,
    service: RwSignal<String>,
    limit: RwSignal<String>,
}

/// The texts of a row, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct GuidelineText {
    measure: String,
    service: String,
    limit: String,
}

impl GuidelineFields {
    fn of(guideline: &Guideline) -> Self {
        let service = guideline.service_id.as_ref().map(|id| id.0.clone()).unwrap_or_default();
        Self {
            measure: RwSignal::new(guideline.measure.to_string()),
            service: RwSignal::new(service),
            limit: RwSignal::new(guideline.limit.to_string()),
        }
    }

    fn fresh() -> Self {
        Self {
            measure: RwSignal::new(Measure::FailureShare.to_string()),
            service: RwSignal::new(String::new()),
            limit: RwSignal::new(String::new()),
        }
    }

    fn typed(self) -> GuidelineText {
        GuidelineText {
            measure: self.measure.get_untracked(),
            service: self.service.get_untracked(),
            limit: self.limit.get_untracked(),
        }
    }
}

/// The control of one field of a row.
fn control(key: i64, field: &str) -> &'static str {
    intern(format!("guideline-{key}-{field}"))
}

/// All rows as a request, or all problems, at their controls.
fn parse(all: &[(i64, GuidelineText)]) -> Result<Guidelines, Complaints> {
    let mut problems = Complaints::new();
    let mut guidelines: Vec<Guideline> = Vec::with_capacity(all.len());
    for (key, typed) in all {
        let measure = Measure::from(typed.measure.clone());
        let limit = typed.limit.trim().trim_end_matches('%').trim().parse().ok();
        let limit = limit.filter(|limit| measure.takes(*limit)).unwrap_or_else(|| {
            problems.push((control(*key, "limit"), words::guidelines().enter_limit.to_owned()));
            0
        });
        let service_id = Some(typed.service.clone()).filter(|id| !id.is_empty()).map(ServiceId);
        if guidelines.iter().any(|other| other.measure == measure && other.service_id == service_id) {
            problems.push((control(*key, "measure"), words::guidelines().twice.to_owned()));
        }
        guidelines.push(Guideline { measure, service_id, limit });
    }
    if problems.is_empty() { Ok(Guidelines { guidelines }) } else { Err(problems) }
}

/// The form; it sets `edits` to false when it is done.
pub fn form(poll: Poll<Governance>, services: Memo<Vec<Service>>, edits: RwSignal<bool>) -> AnyView {
    let texts = words::guidelines();
    let form_state = FormState::new();
    let begun = poll.data.with_untracked(|seen| seen.value().cloned()).unwrap_or_default();
    let list = RwSignal::new(Repeat::of(begun.guidelines.iter().map(GuidelineFields::of)));
    let end = move || {
        form_state.complain(Complaints::new());
        edits.set(false);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = list.with_untracked(|list| {
            let rows = list.values().map(|row| row.typed());
            list.keys().into_iter().zip(rows).collect::<Vec<_>>()
        });
        let new = match parse(&typed) {
            Ok(new) => new,
            Err(problems) => return form_state.complain(problems),
        };
        form_state.complain(Complaints::new());
        form_state.send(async move {
            update_governance(&new).await?;
            poll.refetch();
            end();
            Ok(())
        });
    };
    let add = Callback::new(move |()| {
        if let Some(key) = list.try_update(|list| list.add(GuidelineFields::fresh())) {
            focus(control(key, "measure"));
        }
    });
    let keys = Memo::new(move |_| list.with(Repeat::keys));
    view! {
        <form class="editor__form" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <div class="ways__rows"><For each=move || keys.get() key=|key| *key children=move |key| row(form_state, services, list, key)/></div>
            <div class="buttons"><Button kind=Kind::Quiet on_press=add>{texts.add}</Button></div>
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.save}</Button>
                <Button on_press=Callback::new(move |()| end())>{texts.cancel}</Button>
            </div>
        </form>
    }
    .into_any()
}

fn row(
    form_state: FormState,
    services: Memo<Vec<Service>>,
    list: RwSignal<Repeat<GuidelineFields>>,
    key: i64,
) -> AnyView {
    let texts = words::guidelines();
    let Some(row) = list.with_untracked(|list| list.get(key).copied()) else { return ().into_any() };
    let measures = Measure::ALL.iter().map(|measure| (measure.to_string(), measure_with_unit(measure)));
    let measures: Vec<_> = measures.collect();
    let whose = Signal::derive(move || {
        let every = [(String::new(), texts.every.to_owned())];
        let named = |all: &Vec<Service>| {
            all.iter().map(|one| (one.id.0.clone(), one.name.clone())).collect::<Vec<_>>()
        };
        every.into_iter().chain(services.with(named)).collect::<Vec<_>>()
    });
    let remove = Callback::new(move |()| list.update(|list| list.remove(key)));
    let problem = |field: &str| form_state.problem_at(control(key, field));
    view! {
        <div class="way">
            <div class="way__fields">
                <Select id=control(key, "measure") label=texts.measure value=row.measure options=Signal::stored(measures) problem=problem("measure")/>
                <Select id=control(key, "service") label=texts.whose value=row.service options=whose/>
                <TextField id=control(key, "limit") label=texts.limit value=row.limit autocomplete="off" problem=problem("limit")/>
            </div>
            <div class="way__actions"><Button kind=Kind::Quiet on_press=remove>{texts.remove}</Button></div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn typed(measure: &str, service: &str, limit: &str) -> GuidelineText {
        GuidelineText { measure: measure.into(), service: service.into(), limit: limit.into() }
    }

    #[wasm_bindgen_test]
    fn every_row_is_checked_at_its_control() {
        let rows = [
            (0, typed("failureShare", "", "5 %")),
            (2, typed("failureShare", "", "101")),
            (3, typed("silentDays", "a", "")),
        ];
        let places: Vec<_> = parse(&rows).unwrap_err().into_iter().map(|(id, _)| id).collect();
        assert_eq!(places, ["guideline-2-limit", "guideline-2-measure", "guideline-3-limit"]);
    }

    #[wasm_bindgen_test]
    fn rows_become_guidelines() {
        let rows = [(0, typed("failureShare", "", "5 %")), (1, typed("failureShare", "a", "0"))];
        let Guidelines { guidelines } = parse(&rows).unwrap();
        assert_eq!(guidelines.iter().map(|one| one.limit).collect::<Vec<_>>(), [5, 0]);
        assert_eq!(guidelines[1].service_id, Some(ServiceId("a".into())));
    }
}
