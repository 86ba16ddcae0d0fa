//! The recipient: a resident found by search (`GET /api/v2/resident?search=`), or anybody else.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wire::assistance::Resident;

use super::Composition;
use crate::api::{ApiError, list_residents};
use crate::frame::work;
use crate::ui::{Button, Kind, rescue_focus};
use crate::words::{self, fill};

const PAUSE: Duration = Duration::from_millis(250);

#[derive(Clone, PartialEq)]
enum SearchState {
    Nothing,
    Residents(Vec<Resident>),
    Failed(ApiError),
}

/// The question, the search, or the chosen resident.
pub fn recipient(composition: Composition) -> AnyView {
    let texts = words::compose();
    let is_resident = RwSignal::new(true);
    let chosen = move || match composition.resident.get() {
        Some(resident) => card(composition, &resident),
        None if is_resident.get() => search(composition),
        None => view! { <p class="quiet">{texts.other_help}</p> }.into_any(),
    };
    let radio = |id: &'static str, label: &'static str, value: bool| {
        let choose = move |_| {
            is_resident.set(value);
            composition.resident.set(None);
        };
        view! {
            <label class="choice">
                <input type="radio" name="whom" id=id prop:checked=move || is_resident.get() == value on:change=choose/>
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts.whom}</legend>
            <div class="choices">
                {radio("whom-resident", texts.resident, true)}
                {radio("whom-other", texts.other, false)}
            </div>
        </fieldset>
        {chosen}
    }
    .into_any()
}

fn card(composition: Composition, resident: &Resident) -> AnyView {
    let texts = words::compose();
    let retry = Callback::new(move |()| {
        composition.resident.set(None);
        rescue_focus("find-resident");
    });
    view! {
        <p class="compose__whom">
            <strong>{fill(texts.chosen, &[("name", &resident.name)])}</strong>
            <Button kind=Kind::Quiet on_press=retry>{texts.change}</Button>
        </p>
    }
    .into_any()
}

fn search(composition: Composition) -> AnyView {
    let texts = words::compose();
    let results = RwSignal::new(SearchState::Nothing);
    let typed = RwSignal::new(String::new());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let ask = move || {
        let Some(text) = typed.try_get_untracked().map(|text| text.trim().to_owned()) else { return };
        if text.is_empty() {
            return results.set(SearchState::Nothing);
        }
        work(async move {
            let answer = list_residents(&text).await;
            // Other letters were typed meanwhile, or the page is gone.
            if typed.try_get_untracked().is_some_and(|now| now.trim() == text) {
                results.set(answer.map_or_else(SearchState::Failed, SearchState::Residents));
            }
        });
    };
    let input = move |text: String| {
        typed.set(text);
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
        timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    };
    let results = move || match results.get() {
        SearchState::Nothing => ().into_any(),
        SearchState::Failed(error) => {
            view! { <p class="quiet">{format!("{}. {}", texts.found_failed, error.message())}</p> }.into_any()
        }
        SearchState::Residents(all) if all.is_empty() => {
            view! { <p class="quiet">{texts.found_none}</p> }.into_any()
        }
        SearchState::Residents(all) => {
            let rows: Vec<_> = all.into_iter().take(8).map(|one| row(composition, one)).collect();
            view! { <ul class="compose__found">{rows}</ul> }.into_any()
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for="find-resident">{texts.find}</label>
            <p class="field__hint" id="find-resident-hint">{texts.find_hint}</p>
            <input
                class="field__control"
                type="search"
                id="find-resident"
                autocomplete="off"
                aria-describedby="find-resident-hint"
                on:input:target=move |event| input(event.target().value())
            />
            <div role="status">{results}</div>
        </div>
    }
    .into_any()
}

fn row(composition: Composition, resident: Resident) -> impl IntoView {
    let (name, email) = (resident.name.clone(), resident.email.clone());
    let choose = move |_| choose(composition, &resident);
    view! {
        <li>
            <button type="button" class="compose__one" on:click=choose>
                <strong>{name}</strong><span class="quiet">{email}</span>
            </button>
        </li>
    }
}

/// Fills in the resident's known details; they can still be changed.
fn choose(composition: Composition, resident: &Resident) {
    composition.email.set(resident.email.clone());
    let (first, last) = resident.name.split_once(' ').unwrap_or((&resident.name, ""));
    if composition.lines.with_untracked(String::is_empty) {
        composition.lines.set(format!("{}\n", resident.name));
    }
    composition.values.update(|values| {
        for (name, value) in [
            ("name", resident.name.as_str()),
            ("fullName", &resident.name),
            ("firstName", first),
            ("lastName", last),
        ] {
            values.insert(name.to_owned(), value.to_owned());
        }
    });
    composition.resident.set(Some(resident.clone()));
}
