//! A search box with a list: the page looks up what is typed, and one result is chosen by pointer or keys (the
//! combobox of the ARIA practices).

use leptos::ev::KeyboardEvent;
use leptos::{prelude::*, text_prop::TextProp};

use super::field::{FieldAria, around};

/// One result of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub key: i64,
    pub name: String,
    /// Distinguishes results of the same name.
    pub aside: String,
}

/// What is shown below the box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Suggestions {
    #[default]
    Hidden,
    Choices(Vec<Choice>),
    /// A message: searching, nothing found, or an error.
    Message(String),
}

/// Shows the page's results for `typed`, and reports the chosen one.
#[component]
pub fn Combobox(
    id: &'static str,
    #[prop(into)] label: TextProp,
    typed: RwSignal<String>,
    suggestions: RwSignal<Suggestions>,
    #[prop(into)] on_choose: Callback<Choice>,
    #[prop(into, optional)] hint: Option<TextProp>,
    #[prop(into, optional)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let aria = FieldAria::of(id, hint.as_ref(), problem);
    let active = RwSignal::new(None::<usize>);
    let count = move || {
        suggestions
            .with(|suggestions| if let Suggestions::Choices(all) = suggestions { all.len() } else { 0 })
    };
    let choose = move |index: usize| {
        let one = suggestions.with_untracked(|suggestions| match suggestions {
            Suggestions::Choices(all) => all.get(index).cloned(),
            _ => None,
        });
        if let Some(one) = one {
            active.set(None);
            on_choose.run(one);
        }
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if count() > 0 => {
            event.prevent_default();
            let (count, down) = (count(), event.key() == "ArrowDown");
            active.update(|at| {
                *at = Some(match (*at, down) {
                    (None, true) => 0,
                    (None, false) => count - 1,
                    (Some(at), true) => (at + 1) % count,
                    (Some(at), false) => (at + count - 1) % count,
                });
            });
        }
        "Enter" => {
            // Choosing from the list must not submit the form.
            event.prevent_default();
            let only = (count() == 1).then_some(0);
            if let Some(at) = active.get_untracked().or(only) {
                choose(at);
            }
        }
        "Escape" => {
            active.set(None);
            suggestions.set(Suggestions::Hidden);
        }
        _ => {}
    };
    let expanded = move || if count() > 0 { "true" } else { "false" };
    let list_id = format!("{id}-list");
    let list = {
        let list_id = list_id.clone();
        (move || {
            let list_id = list_id.clone();
            match suggestions.get() {
                Suggestions::Choices(all) => {
                    let rows =
                        all.into_iter().enumerate().map(|(at, one)| option(id, at, one, active, choose));
                    view! { <ul class="found" id=list_id role="listbox">{rows.collect_view()}</ul> }
                        .into_any()
                }
                Suggestions::Hidden | Suggestions::Message(_) => ().into_any(),
            }
        })
        .into_any()
    };
    let message = move || match suggestions.get() {
        Suggestions::Message(sentence) => sentence,
        Suggestions::Hidden | Suggestions::Choices(_) => String::new(),
    };
    let control = view! {
        <div class="finder">
            <input
                class="field__control"
                type="search"
                id=id
                name=id
                role="combobox"
                autocomplete="off"
                aria-autocomplete="list"
                aria-expanded=expanded
                aria-controls=list_id
                aria-activedescendant=move || active.get().map(|at| format!("{id}-{at}"))
                aria-invalid=aria.invalid()
                aria-describedby=aria.described_by()
                prop:value=move || typed.get()
                on:input:target=move |event| {
                    active.set(None);
                    typed.set(event.target().value());
                }
                on:keydown=key
            />
            {list}
            <p class="finder__said" role="status">{message}</p>
        </div>
    };
    around(id, label, hint, problem, control.into_any())
}

fn option(
    id: &'static str,
    at: usize,
    one: Choice,
    active: RwSignal<Option<usize>>,
    choose: impl Fn(usize) + Copy + 'static,
) -> impl IntoView {
    // On mousedown, before the box loses its focus.
    let press = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        choose(at);
    };
    view! {
        <li
            class="found__one"
            id=format!("{id}-{at}")
            role="option"
            aria-selected=move || if active.get() == Some(at) { "true" } else { "false" }
            on:mousedown=press
        >
            <span class="found__name">{one.name}</span>
            <span class="found__aside">{one.aside}</span>
        </li>
    }
}
