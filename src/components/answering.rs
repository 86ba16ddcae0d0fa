//! "I am coming" and "I cannot come" with the answers so far, for a supporter and for staff on the request's record.

use leptos::prelude::*;
use wire::assistance::{AnswerChoice, AssistanceRequest};

use super::notice;
use crate::model::assistance::{latest_answers, own_answer};
use crate::ui::{Button, Glyph, Kind, Tone};
use crate::words::{self, fill};

/// This person's answer or the prompt for one, and who else is coming.
pub fn answer_state(request: &AssistanceRequest, own_name: &str) -> impl IntoView + use<> {
    let words = words::answering();
    let resident = [("name", request.resident_name.as_str())];
    let others: Vec<_> = latest_answers(request)
        .filter(|answer| answer.name != own_name && answer.answer == AnswerChoice::Coming)
        .map(|answer| fill(words.others, &[("name", &answer.name)]))
        .collect();
    let (tone, glyph, said) = match own_answer(request, own_name) {
        Some(AnswerChoice::Coming) => (Tone::Confirmed, Glyph::Tick, words.you_come),
        Some(AnswerChoice::Cannot) => (Tone::Plain, Glyph::Info, words.you_cannot),
        None if !others.is_empty() => (Tone::Confirmed, Glyph::Tick, ""),
        None => (Tone::Waiting, Glyph::Clock, words.answer_why),
    };
    let own = Some(fill(said, &resident)).filter(|said| !said.is_empty());
    view! { <div role="status">{notice(tone, glyph, own.into_iter().chain(others), None)}</div> }
}

/// The two answers; after one was given, a button to change it.
pub fn answer_choices(has_answered: Memo<bool>, busy: Signal<bool>, say: Callback<AnswerChoice>) -> AnyView {
    let changing = RwSignal::new(false);
    let turn = Callback::new(move |()| changing.update(|changing| *changing = !*changing));
    let give = move |choice| {
        Callback::new(move |()| {
            changing.set(false);
            say.run(choice);
        })
    };
    (move || {
        let words = words::answering();
        if has_answered.get() && !changing.get() {
            return view! { <Button busy on_press=turn>{words.change}</Button> }.into_any();
        }
        let keep = match has_answered.get() {
            true => view! { <Button kind=Kind::Quiet on_press=turn>{words.keep}</Button> }.into_any(),
            false => ().into_any(),
        };
        view! {
            <Button kind=Kind::Primary busy on_press=give(AnswerChoice::Coming)>{words.coming}</Button>
            <Button busy on_press=give(AnswerChoice::Cannot)>{words.cannot}</Button>
            {keep}
        }
        .into_any()
    })
    .into_any()
}
