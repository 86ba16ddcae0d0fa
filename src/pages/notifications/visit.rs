//! Whether a visit suits (`POST /api/notifications/{id}/visit`): confirmed, moved to an offered time, or another time
//! requested.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::notification::{NOTE_LIMIT, NewVisitAnswer, Notification, VisitChoice};
use wire::time::Timestamp;

use super::NotificationsContext;
use crate::api::answer_visit;
use crate::components::notice;
use crate::model::form::{Complaints, Field, Problem, complaint_of, intern, summary};
use crate::model::tray::visit::Visit;
use crate::task::Task;
use crate::ui::{Button, ErrorSummary, FieldProblem, Glyph, Kind, TextArea, TextField, Tone, use_now, when};
use crate::words::{self, fill};

#[derive(Clone, Copy, Debug, PartialEq)]
enum VisitField {
    Slot,
    When,
}

impl Field for VisitField {
    fn id(self) -> &'static str {
        match self {
            Self::Slot => "visit-slot",
            Self::When => "visit-when",
        }
    }
}

/// Validates what is chosen and typed: another time, words, or both.
fn parse(slot: Option<i64>, when: &str, now: i64) -> Result<NewVisitAnswer, Vec<Problem<VisitField>>> {
    let when = when.trim();
    let wrong = match (slot, when.chars().count()) {
        (None, 0) => (VisitField::Slot, words::visit().enter_when),
        (_, count) if count > NOTE_LIMIT => (VisitField::When, words::visit().too_long),
        (Some(slot), _) if slot <= now => (VisitField::Slot, words::visit().past),
        _ => {
            return Ok(NewVisitAnswer {
                answer: VisitChoice::Rearrange,
                note: Some(when.to_owned()).filter(|when| !when.is_empty()),
                slot: slot.map(Timestamp::from_millis),
            });
        }
    };
    Err(vec![Problem::Field(wrong.0, wrong.1.to_owned())])
}

/// The state of the section.
#[derive(Clone, Copy)]
struct VisitAnswerState {
    context: NotificationsContext,
    item: Memo<Notification>,
    task: Task,
    /// The chosen time: milliseconds of an offered one, or as typed.
    slot: RwSignal<String>,
    when: RwSignal<String>,
    /// Another time is being written.
    is_writing: RwSignal<bool>,
    problems: RwSignal<Complaints>,
}

impl VisitAnswerState {
    fn send(self, answer: NewVisitAnswer) {
        let id = self.item.with_untracked(|item| item.id.clone());
        self.task.run(async move {
            answer_visit(&id, &answer).await?;
            self.is_writing.try_set(false);
            self.context.refetch();
            Ok(())
        });
    }
}

/// The question with its answers; nothing for other types.
pub fn visit_part(context: NotificationsContext, item: Memo<Notification>) -> AnyView {
    let now = use_now();
    let visit = Memo::new(move |_| item.with(|item| Visit::of(item, now.get())));
    let state = VisitAnswerState {
        context,
        item,
        task: Task::new(),
        slot: RwSignal::default(),
        when: RwSignal::default(),
        is_writing: RwSignal::new(false),
        problems: RwSignal::default(),
    };
    let failed = move || {
        let why = state.task.error().map(|error| error.message());
        why.map(|why| notice(Tone::Waiting, Glyph::Warning, [why], None))
    };
    let is_visit = Memo::new(move |_| visit.with(Option::is_some));
    let inside = move || match is_visit.get() {
        true => view! { <VisitPart state visit/> }.into_any(),
        false => ().into_any(),
    };
    view! { {inside}<div role="alert">{failed}</div> }.into_any()
}

#[component]
fn VisitPart(state: VisitAnswerState, visit: Memo<Option<Visit>>) -> impl IntoView {
    let words = words::visit();
    let answer = Memo::new(move |_| visit.with(|visit| visit.as_ref()?.answer.clone()));
    let is_over = Memo::new(move |_| visit.with(|visit| visit.as_ref().is_some_and(|visit| visit.is_over)));
    let heading = move || if answer.with(Option::is_some) { words.your_answer } else { words.question };
    let sentence = move || {
        let Some(answer) = answer.get() else { return ().into_any() };
        let due = state.item.with(|item| item.due_at.as_ref().map(Timestamp::millis));
        let slot = answer.slot.as_ref().map(Timestamp::millis);
        let (tone, glyph, sentence) = match (&answer.answer, slot) {
            (VisitChoice::Rearrange, Some(slot)) if Some(slot) == due => {
                let time = when::day_and_time(slot);
                (Tone::Confirmed, Glyph::Tick, fill(words.moved_next, &[("time", &time)]))
            }
            (VisitChoice::Rearrange, _) => (Tone::Waiting, Glyph::Clock, words.rearrange_next.to_owned()),
            _ => (Tone::Confirmed, Glyph::Tick, words.confirmed_next.to_owned()),
        };
        let asked = slot.filter(|slot| Some(*slot) != due).map(when::day_and_time);
        notice(tone, glyph, [Some(sentence), asked, answer.note].into_iter().flatten(), None)
    };
    let ways = move || match (is_over.get(), state.is_writing.get()) {
        (true, _) => view! { <p>{words.over_next}</p> }.into_any(),
        (false, true) => view! { <TimeFields state/> }.into_any(),
        (false, false) => choices(state, answer.get().map(|answer| answer.answer)),
    };
    view! {
        <section class="card" aria-labelledby="visit-title">
            <h2 id="visit-title">{heading}</h2>
            <div role="status">{sentence}</div>
            {ways}
        </section>
    }
    .into_any()
}

fn choices(state: VisitAnswerState, sentence: Option<VisitChoice>) -> AnyView {
    let words = words::visit();
    let busy = state.task.busy();
    let confirm = (sentence != Some(VisitChoice::Confirmed)).then(|| {
        let press = Callback::new(move |()| {
            state.send(NewVisitAnswer { answer: VisitChoice::Confirmed, ..NewVisitAnswer::default() });
        });
        view! { <Button kind=Kind::Primary busy on_press=press>{words.confirm}</Button> }
    });
    let ask = Callback::new(move |()| state.is_writing.set(true));
    let change = sentence.map(|_| view! { <p class="quiet">{words.change}</p> });
    view! { {change}<div class="buttons">{confirm}<Button on_press=ask>{words.ask}</Button></div> }.into_any()
}

#[component]
fn TimeFields(state: VisitAnswerState) -> impl IntoView {
    let words = words::visit();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = state.slot.get_untracked();
        // An offered time is kept in milliseconds, which no typed time looks like.
        let slot = typed.parse().ok().or_else(|| when::local(&typed));
        match parse(slot, &state.when.get_untracked(), when::now()) {
            Ok(answer) => {
                state.problems.set(Complaints::new());
                state.send(answer);
            }
            Err(found) => state.problems.set(summary(&found)),
        }
    };
    let cancel = Callback::new(move |()| {
        state.problems.set(Complaints::new());
        state.is_writing.set(false);
    });
    let problem = move |field| Signal::derive(move || complaint_of(&state.problems.read(), field));
    let offered = state.item.with_untracked(|item| offered(item, when::now()));
    let times = match offered.is_empty() {
        true => view! {
            <TextField id="visit-slot" label=words.slot value=state.slot kind="datetime-local" autocomplete="off" problem=problem(VisitField::Slot)/>
        }
        .into_any(),
        false => slots(state, offered, problem(VisitField::Slot)),
    };
    view! {
        <form novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=state.problems/>
            {times}
            <TextArea id="visit-when" label=words.when hint=words.when_hint value=state.when problem=problem(VisitField::When)/>
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=state.task.busy()>{words.send}</Button>
                <Button on_press=cancel>{words.cancel}</Button>
            </div>
        </form>
    }
}

/// The offered times in the future, without the current one.
fn offered(item: &Notification, now: i64) -> Vec<i64> {
    let due = item.due_at.as_ref().map(Timestamp::millis);
    let all = item.slots.iter().map(Timestamp::millis);
    all.filter(|slot| *slot > now && Some(*slot) != due).collect()
}

/// The offered times, and "none of these".
fn slots(state: VisitAnswerState, offered: Vec<i64>, problem: Signal<Option<String>>) -> AnyView {
    let words = words::visit();
    let radio = |value: String, label: String, id: &'static str| {
        let (shown, chosen) = (value.clone(), value);
        let is_chosen = move || state.slot.with(|slot| *slot == shown);
        let choose = move |_| state.slot.set(chosen.clone());
        view! {
            <label class="check">
                <input type="radio" name="visit-slot" id=id prop:checked=is_chosen on:change=choose/>
                <span>{label}</span>
            </label>
        }
        .into_any()
    };
    let times = offered.into_iter().enumerate().map(|(index, slot)| {
        let id = if index == 0 { "visit-slot" } else { intern(format!("visit-slot-{index}")) };
        radio(slot.to_string(), when::day_and_time(slot), id)
    });
    let times = times.collect_view();
    view! {
        <fieldset class="field" data-problem=move || problem.read().is_some().then_some("true")>
            <legend class="field__label">{words.slots}</legend>
            <FieldProblem id="visit-slot" problem/>
            {times}
            {radio(String::new(), words.no_slot.to_owned(), "visit-slot-none")}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn another_time_must_be_chosen_or_written() {
        let fields = |slot, when: &str| parse(slot, when, 100).map_err(|problems| summary(&problems)[0].0);
        assert_eq!(fields(None, "  "), Err("visit-slot"));
        assert_eq!(fields(Some(100), ""), Err("visit-slot"));
        assert_eq!(fields(None, &"a".repeat(NOTE_LIMIT + 1)), Err("visit-when"));
        assert_eq!(parse(None, " Friday ", 100).unwrap().note.as_deref(), Some("Friday"));
        assert_eq!(parse(Some(101), "", 100).unwrap().slot, Some(Timestamp::from_millis(101)));
    }

    #[wasm_bindgen_test]
    fn past_times_and_the_current_one_are_not_offered() {
        let at = Timestamp::from_millis;
        let item = Notification {
            due_at: Some(at(300)),
            slots: vec![at(50), at(300), at(400)],
            ..Notification::default()
        };
        assert_eq!(offered(&item, 100), [400]);
    }
}
