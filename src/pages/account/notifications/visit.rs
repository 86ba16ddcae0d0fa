//! Whether a visit suits (`POST /api/notifications/{id}/visit`): confirmed, or another time asked for in the resident's own
//! words.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::notification::{NOTE_LIMIT, NewVisitAnswer, Notification, VisitChoice};

use super::News;
use crate::api::answer_visit;
use crate::components::notice;
use crate::form::{Complaints, Field, Problem, complaint_of, summary};
use crate::reactive::memo;
use crate::task::Task;
use crate::tray::visit::Visit;
use crate::ui::{Button, ErrorSummary, Glyph, Kind, TextArea, Tone, live, nothing, use_now};
use crate::words::{visit as words, words as common};

#[derive(Clone, Copy, Debug, PartialEq)]
enum VisitField {
    When,
}

impl Field for VisitField {
    fn id(self) -> &'static str {
        "visit-when"
    }
}

/// What is typed, as typed.
fn parse(when: &str) -> Result<NewVisitAnswer, Vec<Problem<VisitField>>> {
    let when = when.trim();
    let wrong = match when.chars().count() {
        0 => words().enter_when,
        count if count > NOTE_LIMIT => words().too_long,
        _ => return Ok(NewVisitAnswer { answer: VisitChoice::Rearrange, note: Some(when.to_owned()) }),
    };
    Err(vec![Problem::Field(VisitField::When, wrong.to_owned())])
}

/// What the part holds.
#[derive(Clone, Copy)]
struct Answering {
    news: News,
    item: Memo<Notification>,
    task: Task,
    when: RwSignal<String>,
    /// Another time is being written.
    writes: RwSignal<bool>,
    problems: RwSignal<Complaints>,
}

impl Answering {
    fn send(self, answer: NewVisitAnswer) {
        let id = self.item.with_untracked(|item| item.id.clone());
        self.task.run(async move {
            answer_visit(&id, &answer).await?;
            self.writes.try_set(false);
            self.news.again();
            Ok(())
        });
    }
}

/// The question with its answers; nothing for what is no visit.
pub fn visit_part(news: News, item: Memo<Notification>) -> AnyView {
    let now = use_now();
    let visit = memo(move || item.with(|item| Visit::of(item, now.get())));
    let answering = Answering {
        news,
        item,
        task: Task::new(),
        when: RwSignal::default(),
        writes: RwSignal::new(false),
        problems: RwSignal::default(),
    };
    let failed = live(move || {
        let why = answering.task.error().map(|error| error.message());
        why.map_or_else(nothing, |why| notice(Tone::Waiting, Glyph::Warning, [why], None))
    });
    let is_visit = memo(move || visit.with(Option::is_some));
    let inside = live(move || match is_visit.get() {
        true => part(answering, visit),
        false => nothing(),
    });
    view! { {inside}<div role="alert">{failed}</div> }.into_any()
}

fn part(answering: Answering, visit: Memo<Option<Visit>>) -> AnyView {
    let words = words();
    let answer = memo(move || visit.with(|visit| visit.as_ref()?.answer.clone()));
    let is_over = memo(move || visit.with(|visit| visit.as_ref().is_some_and(|visit| visit.is_over)));
    let heading = move || if answer.with(Option::is_some) { words.your_answer } else { words.question };
    let said = live(move || {
        let Some(answer) = answer.get() else { return nothing() };
        let (tone, glyph, said) = match answer.answer {
            VisitChoice::Rearrange => (Tone::Waiting, Glyph::Clock, words.rearrange_next),
            _ => (Tone::Confirmed, Glyph::Tick, words.confirmed_next),
        };
        notice(tone, glyph, [Some(said.to_owned()), answer.note].into_iter().flatten(), None)
    });
    let ways = live(move || match (is_over.get(), answering.writes.get()) {
        (true, _) => view! { <p>{words.over_next}</p> }.into_any(),
        (false, true) => writing(answering),
        (false, false) => choices(answering, answer.get().map(|answer| answer.answer)),
    });
    view! {
        <section class="card" aria-labelledby="visit-title">
            <h2 id="visit-title">{heading}</h2>
            <div role="status">{said}</div>
            {ways}
        </section>
    }
    .into_any()
}

fn choices(answering: Answering, said: Option<VisitChoice>) -> AnyView {
    let words = words();
    let busy = answering.task.busy();
    let confirm = (said != Some(VisitChoice::Confirmed)).then(|| {
        let press = Callback::new(move |()| {
            answering.send(NewVisitAnswer { answer: VisitChoice::Confirmed, note: None });
        });
        view! { <Button kind=Kind::Primary busy on_press=press>{words.confirm}</Button> }
    });
    let ask = Callback::new(move |()| answering.writes.set(true));
    let change = said.map(|_| view! { <p class="quiet">{words.change}</p> });
    view! { {change}<div class="buttons">{confirm}<Button on_press=ask>{words.ask}</Button></div> }.into_any()
}

fn writing(answering: Answering) -> AnyView {
    let words = words();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match parse(&answering.when.get_untracked()) {
            Ok(answer) => {
                answering.problems.set(Complaints::new());
                answering.send(answer);
            }
            Err(found) => answering.problems.set(summary(&found)),
        }
    };
    let cancel = Callback::new(move |()| {
        answering.problems.set(Complaints::new());
        answering.writes.set(false);
    });
    let problem = Signal::derive(move || complaint_of(&answering.problems.read(), VisitField::When));
    view! {
        <form novalidate on:submit=submit>
            <ErrorSummary title=common().errors.problem problems=answering.problems/>
            <TextArea id="visit-when" label=words.when hint=words.when_hint value=answering.when problem/>
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=answering.task.busy()>{words.send}</Button>
                <Button on_press=cancel>{words.cancel}</Button>
            </div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn another_time_has_to_be_written() {
        assert_eq!(parse("  "), Err(vec![Problem::Field(VisitField::When, words().enter_when.to_owned())]));
        assert!(parse(&"a".repeat(NOTE_LIMIT + 1)).is_err());
        assert_eq!(parse(" Friday ").unwrap().note.as_deref(), Some("Friday"));
    }
}
