//! The form of all steps of a ladder, saved together.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::escalation::{Channel, LadderChange, Step, Target};

use super::LadderContext;
use crate::api::update_ladder;
use crate::model::form::{Complaints, intern};
use crate::model::provider::Repeat;
use crate::pages::staff::{FormState, task_notice};
use crate::ui::{Button, Check, ErrorSummary, Kind, TextField, focus};
use crate::words::{self, fill};

/// The groups that can be ticked.
const GROUPS: [Target; 5] =
    [Target::Controllers, Target::Officers, Target::Managers, Target::Admins, Target::Everybody];
const CHANNELS: [Channel; 3] = [Channel::Screen, Channel::Email, Channel::Text];

/// One step, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct StepFields {
    after: RwSignal<String>,
    groups: [RwSignal<bool>; 5],
    others: RwSignal<String>,
    channels: [RwSignal<bool>; 3],
    repeat: RwSignal<String>,
}

impl StepFields {
    fn of(step: &Step) -> Self {
        let others = step.whom.iter().filter(|target| !GROUPS.contains(target));
        let others: Vec<String> = others.map(|target| target.clone().into()).collect();
        Self {
            after: RwSignal::new(step.after_seconds.to_string()),
            groups: GROUPS.map(|group| RwSignal::new(step.whom.contains(&group))),
            others: RwSignal::new(others.join(", ")),
            channels: CHANNELS.map(|channel| RwSignal::new(step.how.contains(&channel))),
            repeat: RwSignal::new(step.repeat_seconds.map(|pause| pause.to_string()).unwrap_or_default()),
        }
    }

    /// The step, or the fields that hold no number.
    fn parse(self, key: i64, problems: &mut Complaints) -> Step {
        let mut number = |text: String, field: &str| {
            text.trim().parse::<i64>().unwrap_or_else(|_| {
                problems.push((control(key, field), words::escalation().no_number.to_owned()));
                0
            })
        };
        let after_seconds = number(self.after.get_untracked(), "afterSeconds");
        let repeat = self.repeat.get_untracked();
        let repeat_seconds = (!repeat.trim().is_empty()).then(|| number(repeat, "repeatSeconds"));
        let ticked = GROUPS.into_iter().zip(self.groups).filter(|(_, is)| is.get_untracked());
        let others = self.others.get_untracked();
        let others = others.split([',', ';', '\n']).map(str::trim).filter(|text| !text.is_empty());
        let whom = ticked.map(|(group, _)| group).chain(others.map(|text| Target::from(text.to_owned())));
        let how = CHANNELS.into_iter().zip(self.channels).filter(|(_, is)| is.get_untracked());
        Step {
            after_seconds,
            whom: whom.collect(),
            how: how.map(|(channel, _)| channel).collect(),
            repeat_seconds,
        }
    }
}

/// The id of one control of a step.
fn control(key: i64, field: &str) -> &'static str {
    intern(format!("step-{key}-{field}"))
}

/// Where a complaint such as `steps.1.whom` is shown.
fn place(path: &str, keys: &[i64]) -> &'static str {
    let mut parts = path.split('.').skip(1);
    let key = parts.next().and_then(|at| at.parse::<usize>().ok()).and_then(|at| keys.get(at));
    match (key, parts.next()) {
        (Some(key), Some(field)) => control(*key, field),
        _ => "",
    }
}

/// All steps as a request; else everything that is wrong, at its control.
fn parse(all: &[(i64, StepFields)]) -> Result<LadderChange, Complaints> {
    let mut problems = Complaints::new();
    let steps = all.iter().map(|(key, fields)| fields.parse(*key, &mut problems)).collect();
    let change = LadderChange { steps };
    let keys: Vec<_> = all.iter().map(|(key, _)| *key).collect();
    for (path, message) in change.problems().iter() {
        let id = place(path, &keys);
        if problems.iter().all(|(known, _)| *known != id) {
            problems.push((id, message.to_owned()));
        }
    }
    if problems.is_empty() { Ok(change) } else { Err(problems) }
}

/// The form; `edits` is false when it is done.
pub fn form(context: LadderContext) -> AnyView {
    let texts = words::escalation();
    let form_state = FormState::new();
    let begun = context.poll.data.with_untracked(|data| data.value().cloned()).unwrap_or_default();
    let list = RwSignal::new(Repeat::of(begun.steps.iter().map(StepFields::of)));
    let end = move || {
        form_state.complain(Complaints::new());
        context.edits.set(false);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = list
            .with_untracked(|list| list.keys().into_iter().zip(list.values().copied()).collect::<Vec<_>>());
        let change = match parse(&typed) {
            Ok(change) => change,
            Err(problems) => return form_state.complain(problems),
        };
        form_state.complain(Complaints::new());
        form_state.send(async move {
            update_ladder(&context.response_type.get_untracked(), &change).await?;
            context.poll.refetch();
            context.saved.set(true);
            end();
            Ok(())
        });
    };
    let add = Callback::new(move |()| {
        let blank = StepFields::of(&Step { how: vec![Channel::Screen], ..Step::default() });
        blank.after.set(String::new());
        if let Some(key) = list.try_update(|list| list.add(blank)) {
            focus(control(key, "afterSeconds"));
        }
    });
    let keys = Memo::new(move |_| list.with(Repeat::keys));
    view! {
        <form class="ladder-form" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <For each=move || keys.get() key=|key| *key children=move |key| view! { <StepForm form_state list key/> }/>
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

#[component]
fn StepForm(form_state: FormState, list: RwSignal<Repeat<StepFields>>, key: i64) -> impl IntoView {
    let texts = words::escalation();
    let fields = list.with_untracked(|list| list.get(key).copied());
    fields.map(|fields| {
        let number = move || list.with(|list| list.keys().iter().position(|one| *one == key)).unwrap_or(0) + 1;
        let legend = move || fill(texts.step, &[("number", &number().to_string())]);
        let groups = [texts.controllers, texts.officers, texts.managers, texts.admins, texts.everybody];
        let groups = groups.into_iter().zip(fields.groups).enumerate();
        let groups = groups.map(|(at, (label, value))| {
            let id = if at == 0 { control(key, "whom") } else { control(key, &format!("whom-{at}")) };
            view! { <Check id label value/> }
        });
        let channels = [texts.screen, texts.email, texts.text].into_iter().zip(fields.channels).enumerate();
        let channels = channels.map(|(at, (label, value))| {
            let id = if at == 0 { control(key, "how") } else { control(key, &format!("how-{at}")) };
            view! { <Check id label value/> }
        });
        let remove = Callback::new(move |()| list.update(|list| list.remove(key)));
        let problem = |field: &str| form_state.problem_at(control(key, field));
        let (whom, how) = (problem("whom"), problem("how"));
        view! {
            <fieldset class="ladder-form__step">
                <legend>{legend}</legend>
                <TextField id=control(key, "afterSeconds") label=texts.after value=fields.after autocomplete="off" problem=problem("afterSeconds")/>
                <fieldset class="ladder-form__choices">
                    <legend>{texts.whom}</legend>
                    {move || whom.get().map(|why| view! { <p class="field__problem">{why}</p> })}
                    {groups.collect_view()}
                </fieldset>
                <TextField id=control(key, "others") label=texts.others hint=texts.others_hint value=fields.others autocomplete="off"/>
                <fieldset class="ladder-form__choices">
                    <legend>{texts.how}</legend>
                    {move || how.get().map(|why| view! { <p class="field__problem">{why}</p> })}
                    {channels.collect_view()}
                </fieldset>
                <TextField id=control(key, "repeatSeconds") label=texts.repeat hint=texts.repeat_hint value=fields.repeat autocomplete="off" problem=problem("repeatSeconds")/>
                <div class="buttons"><Button kind=Kind::Quiet on_press=remove>{texts.remove}</Button></div>
            </fieldset>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;
    use wire::escalation::default_steps;

    fn typed(steps: &[Step]) -> Vec<(i64, StepFields)> {
        (0..).zip(steps.iter().map(StepFields::of)).collect()
    }

    #[wasm_bindgen_test]
    fn what_is_shown_is_what_is_saved() {
        let mut steps = default_steps();
        steps[0].whom.push(Target::from("+447700900123".to_owned()));
        let change = parse(&typed(&steps)).expect("it is right");
        assert_eq!(change.steps, steps);
    }

    #[wasm_bindgen_test]
    fn everything_wrong_is_said_at_its_control() {
        let all = typed(&default_steps());
        all[0].1.after.set("soon".to_owned());
        all[1].1.repeat.set(String::new());
        all[1].1.groups[4].set(false);
        let places: Vec<_> = parse(&all).unwrap_err().into_iter().map(|(id, _)| id).collect();
        for id in ["step-0-afterSeconds", "step-1-whom", "step-1-repeatSeconds"] {
            assert!(places.contains(&id), "{id} in {places:?}");
        }
    }
}
