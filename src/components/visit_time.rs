//! A form to move a visit to another time, with a note, for officers.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::notification::{NOTE_LIMIT, NewVisitAnswer, VisitChoice};
use wire::time::Timestamp;

use crate::model::form::{Complaints, Field, Problem, complaint_of, summary};
use crate::ui::{Button, ErrorSummary, Kind, TextArea, TextField, when};
use crate::words;

#[derive(Clone, Copy, Debug, PartialEq)]
enum TimeField {
    Time,
    Note,
}

impl Field for TimeField {
    fn id(self) -> &'static str {
        match self {
            Self::Time => "visit-time",
            Self::Note => "visit-note",
        }
    }
}

/// The form's fields, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeForm {
    time: RwSignal<String>,
    note: RwSignal<String>,
    problems: RwSignal<Complaints>,
}

fn parse(time: &str, note: &str, now: i64) -> Result<NewVisitAnswer, Vec<Problem<TimeField>>> {
    let mut problems = Vec::new();
    let slot = when::local(time.trim());
    match slot {
        None => problems.push(Problem::Field(TimeField::Time, words::visits().enter_time.to_owned())),
        Some(slot) if slot <= now => {
            problems.push(Problem::Field(TimeField::Time, words::visits().past_time.to_owned()));
        }
        Some(_) => {}
    }
    let note = note.trim();
    if note.chars().count() > NOTE_LIMIT {
        problems.push(Problem::Field(TimeField::Note, words::visits().too_long.to_owned()));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(NewVisitAnswer {
        answer: VisitChoice::Rearrange,
        note: Some(note.to_owned()).filter(|note| !note.is_empty()),
        slot: slot.map(Timestamp::from_millis),
    })
}

/// The form. `send` receives the parsed answer.
#[component]
pub fn VisitTimeForm(
    form: TimeForm,
    busy: Signal<bool>,
    send: Callback<NewVisitAnswer>,
    cancel: Callback<()>,
) -> impl IntoView {
    let words = words::visits();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match parse(&form.time.get_untracked(), &form.note.get_untracked(), when::now()) {
            Ok(answer) => {
                form.problems.set(Complaints::new());
                send.run(answer);
            }
            Err(found) => form.problems.set(summary(&found)),
        }
    };
    let problem = move |field| Signal::derive(move || complaint_of(&form.problems.read(), field));
    view! {
        <form novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form.problems/>
            <TextField id="visit-time" label=words.time value=form.time kind="datetime-local" autocomplete="off" problem=problem(TimeField::Time)/>
            <TextArea id="visit-note" label=words.note hint=words.note_hint value=form.note problem=problem(TimeField::Note)/>
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=busy>{words.send}</Button>
                <Button on_press=cancel>{words.cancel}</Button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_future_time_must_be_chosen() {
        let fields = |time: &str, note: &str| match parse(time, note, 1_767_614_400_000) {
            Ok(_) => Vec::new(),
            Err(problems) => summary(&problems).into_iter().map(|(id, _)| id).collect(),
        };
        assert_eq!(fields("", ""), ["visit-time"]);
        assert_eq!(fields("2026-01-04T09:00", ""), ["visit-time"]);
        assert_eq!(fields("2026-01-09T09:00", &"a".repeat(NOTE_LIMIT + 1)), ["visit-note"]);
        assert!(fields("2026-01-09T09:00", " ").is_empty());
    }
}
