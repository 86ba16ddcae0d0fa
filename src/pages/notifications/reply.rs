//! The resident's reply to a survey or a no-access notice (`POST /api/notifications/{id}/reply`). The newest reply
//! counts, and the service that asked receives it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::invisible::is_blank;
use wire::link::is_own;
use wire::notification::{NOTE_LIMIT, NewReply, Notification, Reply, ReplyChoice};
use wire::target_type::TargetType;

use super::NotificationsContext;
use crate::api::create_reply;
use crate::components::{notice, reply_words};
use crate::model::form::{Complaints, Field, Problem, complaint_of, summary};
use crate::task::Task;
use crate::ui::{Button, Choice, ErrorSummary, Glyph, Kind, TextArea, Tone};
use crate::words::{self, fill};

#[derive(Clone, Copy, Debug, PartialEq)]
enum ReplyField {
    Answer,
    Note,
}

impl Field for ReplyField {
    fn id(self) -> &'static str {
        match self {
            Self::Answer => "reply-answer",
            Self::Note => "reply-note",
        }
    }
}

/// Whether it is answered here: its type takes a reply, and no link leads elsewhere for it.
pub fn takes_reply(item: &Notification) -> bool {
    let elsewhere = item.follow_on_url.as_deref().is_some_and(|url| !is_own(url));
    !item.target_type.reply_choices().is_empty() && !elsewhere
}

/// Validates what is chosen and typed.
fn parse(answer: &str, note: &str) -> Result<NewReply, Vec<Problem<ReplyField>>> {
    let words = words::reply();
    let answer = ReplyChoice::from(answer.to_owned());
    let mut problems = Vec::new();
    if matches!(answer, ReplyChoice::Other(_)) {
        problems.push(Problem::Field(ReplyField::Answer, words.choose.to_owned()));
    }
    let note = Some(note.trim().to_owned()).filter(|note| !is_blank(note));
    if note.as_ref().is_some_and(|note| note.chars().count() > NOTE_LIMIT) {
        problems.push(Problem::Field(ReplyField::Note, words.too_long.to_owned()));
    }
    if answer.needs_note() && note.is_none() {
        problems.push(Problem::Field(ReplyField::Note, words.enter_times.to_owned()));
    }
    if problems.is_empty() { Ok(NewReply { answer, note }) } else { Err(problems) }
}

/// The state of the section.
#[derive(Clone, Copy)]
struct ReplyState {
    context: NotificationsContext,
    item: Memo<Notification>,
    task: Task,
    answer: RwSignal<String>,
    note: RwSignal<String>,
    /// The given answer is being changed.
    is_changing: RwSignal<bool>,
    problems: RwSignal<Complaints>,
}

/// The question with its answers; nothing for types without a reply.
#[component]
pub fn ReplyPart(context: NotificationsContext, item: Memo<Notification>) -> impl IntoView {
    let state = ReplyState {
        context,
        item,
        task: Task::new(),
        answer: RwSignal::default(),
        note: RwSignal::default(),
        is_changing: RwSignal::new(false),
        problems: RwSignal::default(),
    };
    let is_asked = Memo::new(move |_| item.with(takes_reply));
    let reply = Memo::new(move |_| item.with(|item| item.reply.clone()));
    (move || {
        if !is_asked.get() {
            return ().into_any();
        }
        let inside = move || match reply.get() {
            Some(reply) if !state.is_changing.get() => given(state, &reply),
            _ => view! { <ReplyFields state/> }.into_any(),
        };
        view! { <section class="card">{inside}</section> }.into_any()
    })
    .into_any()
}

fn given(state: ReplyState, reply: &Reply) -> AnyView {
    let words = words::reply();
    let sentence = fill(words.sent, &[("answer", reply_words(&reply.answer))]);
    let note = reply.note.clone();
    let (answer, kept) = (reply.answer.to_string(), reply.note.clone().unwrap_or_default());
    let change = Callback::new(move |()| {
        state.answer.set(answer.clone());
        state.note.set(kept.clone());
        state.is_changing.set(true);
    });
    let sentences = [Some(sentence), note, Some(words.sent_next.to_owned())].into_iter().flatten();
    view! {
        <div role="status">{notice(Tone::Confirmed, Glyph::Tick, sentences, None)}</div>
        <p class="buttons"><Button on_press=change>{words.change}</Button></p>
    }
    .into_any()
}

#[component]
fn ReplyFields(state: ReplyState) -> impl IntoView {
    let words = words::reply();
    let kind = state.item.with_untracked(|item| item.target_type.clone());
    let options =
        kind.reply_choices().iter().map(|one| (one.to_string(), reply_words(one))).collect::<Vec<_>>();
    let (question, note) = match kind {
        TargetType::NoAccess => (words.no_access, words.times),
        _ => (words.survey, words.note),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match parse(&state.answer.get_untracked(), &state.note.get_untracked()) {
            Ok(reply) => send(state, reply),
            Err(found) => state.problems.set(summary(&found)),
        }
    };
    let problem = move |field| Signal::derive(move || complaint_of(&state.problems.read(), field));
    let failed = move || {
        let why = state.task.error().map(|error| error.message());
        why.map(|why| notice(Tone::Waiting, Glyph::Warning, [why], None))
    };
    let cancel = move || {
        if !state.is_changing.get() {
            return ().into_any();
        }
        let cancel = Callback::new(move |()| {
            state.problems.set(Complaints::new());
            state.is_changing.set(false);
        });
        view! { <Button on_press=cancel>{words.cancel}</Button> }.into_any()
    };
    view! {
        <form novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=state.problems/>
            <Choice id="reply-answer" question options value=state.answer problem=problem(ReplyField::Answer)/>
            <TextArea id="reply-note" label=note value=state.note problem=problem(ReplyField::Note)/>
            {failed}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=state.task.busy()>{words.send}</Button>
                {cancel}
            </div>
        </form>
    }
    .into_any()
}

fn send(state: ReplyState, reply: NewReply) {
    state.problems.set(Complaints::new());
    let id = state.item.with_untracked(|item| item.id.clone());
    state.task.run(async move {
        create_reply(&id, &reply).await?;
        state.is_changing.try_set(false);
        state.context.refetch();
        Ok(())
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn an_answer_must_be_chosen_and_times_written() {
        assert_eq!(
            parse("", " "),
            Err(vec![Problem::Field(ReplyField::Answer, words::reply().choose.to_owned())])
        );
        assert_eq!(
            parse("at-home", " "),
            Err(vec![Problem::Field(ReplyField::Note, words::reply().enter_times.to_owned())])
        );
        assert!(parse("satisfied", &"a".repeat(NOTE_LIMIT + 1)).is_err());
        assert_eq!(parse("ring-first", "").unwrap().answer, ReplyChoice::RingFirst);
    }
}
