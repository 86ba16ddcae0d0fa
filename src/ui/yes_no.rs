//! A yes/no question, optionally left open: "not asked" is not "no".

use leptos::{prelude::*, text_prop::TextProp};

use super::field::FieldAria;
use super::problem::FieldProblem;

/// Labels of the answers; without `open` the question must be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers {
    pub yes: &'static str,
    pub no: &'static str,
    pub open: Option<&'static str>,
}

/// Radio buttons under one question. `id` is the first one's, so that a summary can link to it.
#[component]
pub fn YesNo(
    id: &'static str,
    #[prop(into)] question: TextProp,
    answers: Answers,
    value: RwSignal<Option<bool>>,
    #[prop(into, optional)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let choices = [(Some(true), Some(answers.yes)), (Some(false), Some(answers.no)), (None, answers.open)];
    let radio = move |(number, (answer, words)): (usize, (Option<bool>, Option<&'static str>))| {
        let words = words?;
        let own = if number == 0 { id.to_owned() } else { format!("{id}-{number}") };
        Some(view! {
            <label class="choice">
                <input
                    type="radio"
                    id=own
                    name=id
                    prop:checked=move || value.get() == answer
                    on:change=move |_| value.set(answer)
                />
                <span>{words}</span>
            </label>
        })
    };
    let aria = FieldAria::of(id, None, problem);
    view! {
        <fieldset class="field" data-problem=aria.invalid() aria-describedby=aria.described_by()>
            <legend class="field__label">{move || question.get().to_string()}</legend>
            <FieldProblem id problem/>
            <div class="choices">{choices.into_iter().enumerate().filter_map(radio).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
