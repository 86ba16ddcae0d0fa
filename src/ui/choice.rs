//! Radio buttons under one question.

use leptos::{prelude::*, text_prop::TextProp};

use super::field::FieldAria;
use super::problem::FieldProblem;

/// `options` are pairs of value and label. `id` is the first one's, so that a summary can link to it.
#[component]
pub fn Choice(
    id: &'static str,
    #[prop(into)] question: TextProp,
    options: Vec<(String, &'static str)>,
    value: RwSignal<String>,
    #[prop(into, optional)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let radio = move |(number, (key, words)): (usize, (String, &'static str))| {
        let own = if number == 0 { id.to_owned() } else { format!("{id}-{number}") };
        let chosen = key.clone();
        view! {
            <label class="check">
                <input
                    type="radio"
                    id=own
                    name=id
                    prop:checked=move || value.with(|value| *value == chosen)
                    on:change=move |_| value.set(key.clone())
                />
                <span>{words}</span>
            </label>
        }
    };
    let aria = FieldAria::of(id, None, problem);
    view! {
        <fieldset class="field" data-problem=aria.invalid() aria-describedby=aria.described_by()>
            <legend class="field__label">{move || question.get().to_string()}</legend>
            <FieldProblem id problem/>
            {options.into_iter().enumerate().map(radio).collect_view()}
        </fieldset>
    }
    .into_any()
}
