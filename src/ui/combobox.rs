//! A box that finds: what is typed is looked up by the page, and one of what was found is chosen, by pointer or by keys
//! (the combobox of the ARIA practices, with a list below).

use leptos::ev::KeyboardEvent;
use leptos::{prelude::*, text_prop::TextProp};

use super::field::{Told, around};

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its number.
    pub key: i64,
    /// What it is called.
    pub name: String,
    /// What tells it from others of the same name.
    pub aside: String,
}

/// What stands below the box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Found {
    /// Nothing is looked up.
    #[default]
    Nothing,
    /// These, perhaps none.
    Choices(Vec<Choice>),
    /// A sentence instead: that it is being looked up, that nothing fits, or what went wrong.
    Said(String),
}

/// Shows what the page finds for `typed`, and tells which one is chosen.
#[component]
pub fn Combobox(
    id: &'static str,
    #[prop(into)] label: TextProp,
    typed: RwSignal<String>,
    found: RwSignal<Found>,
    #[prop(into)] on_choose: Callback<Choice>,
    #[prop(into, optional)] hint: Option<TextProp>,
    #[prop(into, optional)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let told = Told::of(id, hint.as_ref(), problem);
    let active = RwSignal::new(None::<usize>);
    let count = move || found.with(|found| if let Found::Choices(all) = found { all.len() } else { 0 });
    let choose = move |index: usize| {
        let one = found.with_untracked(|found| match found {
            Found::Choices(all) => all.get(index).cloned(),
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
            // A form must not be sent by somebody who chooses from the list.
            event.prevent_default();
            let only = (count() == 1).then_some(0);
            if let Some(at) = active.get_untracked().or(only) {
                choose(at);
            }
        }
        "Escape" => {
            active.set(None);
            found.set(Found::Nothing);
        }
        _ => {}
    };
    let expanded = move || if count() > 0 { "true" } else { "false" };
    let list_id = format!("{id}-list");
    let list = {
        let list_id = list_id.clone();
        (move || {
            let list_id = list_id.clone();
            match found.get() {
                Found::Choices(all) => {
                    let rows =
                        all.into_iter().enumerate().map(|(at, one)| option(id, at, one, active, choose));
                    view! { <ul class="found" id=list_id role="listbox">{rows.collect_view()}</ul> }
                        .into_any()
                }
                Found::Nothing | Found::Said(_) => ().into_any(),
            }
        })
        .into_any()
    };
    let said = move || match found.get() {
        Found::Said(sentence) => sentence,
        Found::Nothing | Found::Choices(_) => String::new(),
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
                aria-invalid=told.invalid()
                aria-describedby=told.described_by()
                prop:value=move || typed.get()
                on:input:target=move |event| {
                    active.set(None);
                    typed.set(event.target().value());
                }
                on:keydown=key
            />
            {list}
            <p class="finder__said" role="status">{said}</p>
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
) -> AnyView {
    // On pressing, before the box loses its focus.
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
    .into_any()
}
