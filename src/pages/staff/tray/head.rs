//! The head of the list: name and count, tabs, search, filters, and new rows.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::fetch::show_new;
use super::filters::FilterPanel;
use super::state::{Tray, address_of, use_tray};
use crate::events::use_events;
use crate::links;
use crate::model::tray::filter::{Filter, Tab};
use crate::ui::{Glyph, Icon};
use crate::words::{self, counted, fill, form};

/// Quick typing causes one request.
const PAUSE: Duration = Duration::from_millis(300);

/// The head.
pub fn head() -> AnyView {
    let tray = use_tray();
    let open = RwSignal::new(false);
    let tabs = move || tabs(tray);
    let count = move || count(tray);
    let panel = move || if open.get() { view! { <FilterPanel tray/> }.into_any() } else { ().into_any() };
    view! {
        <header class="tray__head">
            <div class="tray__title">
                <h1 id="tray-title" tabindex="-1">{words::tray().title}</h1>
                {count}
                <NewRows/>
            </div>
            {tabs}
            <div class="tray__find">{search(tray)}<FiltersButton tray open/></div>
            {panel}
        </header>
    }
    .into_any()
}

fn count(tray: Tray) -> AnyView {
    let words = words::tray();
    let counted = tray.list.with(|list| list.as_ref()?.count().words());
    let Some(counted) = counted else { return ().into_any() };
    let sentence = match tray.filter.with(|filter| filter.show) {
        Tab::All => form(words.count, counted.parse().unwrap_or_default()),
        Tab::Unread => words.count_unread,
        Tab::Urgent => words.count_urgent,
        Tab::ToDecide => words.count_to_decide,
        Tab::Decided => words.count_decided,
        Tab::Removed => words.count_removed,
    };
    view! { <p class="tray__count quiet">{fill(sentence, &[("count", &counted)])}</p> }.into_any()
}

/// Tabs with their counts, where a count is a reason to go there.
fn tabs(tray: Tray) -> impl IntoView {
    let filter = tray.filter.get();
    let unread = use_events().unread.get().unwrap_or_default();
    let (to_decide, urgent) = (tray.to_decide.get(), tray.urgent.get());
    let tab = |show: Tab| {
        let current = (show == filter.show).then_some("page");
        let count = match show {
            Tab::Unread if unread > 0 && !filter.of_all => unread.to_string(),
            Tab::ToDecide if to_decide != "0" => to_decide.clone(),
            Tab::Urgent if urgent != "0" => urgent.clone(),
            _ => String::new(),
        };
        let count = (!count.is_empty()).then(|| view! { " "<span class="tabs__count">{count}</span> });
        let href = address_of(links::TRAY, &Filter { show, ..filter.clone() });
        view! { <a href=href aria-current=current>{name(show)}{count}</a> }
    };
    // The last tab is rarely used; while it is open it is first, where it is visible.
    let [usual @ .., removed] = Tab::ALL;
    let removed = (filter.show == removed).then_some(removed);
    let tabs = removed.into_iter().chain(usual).map(tab).collect_view();
    view! { <nav class="tabs" aria-label=words::tray().which>{tabs}</nav> }
}

fn name(show: Tab) -> &'static str {
    let words = words::tray();
    match show {
        Tab::All => words.all,
        Tab::Unread => words.unread,
        Tab::Urgent => words.urgent,
        Tab::ToDecide => words.to_decide,
        Tab::Decided => words.decided,
        Tab::Removed => words.removed,
    }
}

const SEARCH: &str = "tray-search";

fn search(tray: Tray) -> impl IntoView {
    let words = words::tray();
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let typed = move |now: bool| {
        let apply = move || {
            let Some(text) = input().map(|input| input.value()) else { return };
            let filter = tray.filter.get_untracked();
            if filter.text != text.trim() {
                look_for(tray, Filter { text: text.trim().to_owned(), ..filter });
            }
        };
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
        if now {
            return apply();
        }
        timer.set_value(set_timeout_with_handle(apply, PAUSE).ok());
    };
    // The box follows the address, as after Back, but not while somebody types in it.
    Effect::new(move |_| {
        let text = tray.filter.with(|filter| filter.text.clone());
        let typing = document().active_element().is_some_and(|active| active.id() == SEARCH);
        if let Some(input) = input().filter(|_| !typing) {
            input.set_value(&text);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        typed(true);
    };
    view! {
        <form class="tray__search" role="search" on:submit=submit>
            <label class="visually-hidden" for=SEARCH>{words.search}</label>
            <Icon glyph=Glyph::Search/>
            <input
                class="field__control"
                type="search"
                id=SEARCH
                placeholder=words.search
                autocomplete="off"
                on:input=move |_| typed(false)
            />
        </form>
    }
}

fn input() -> Option<HtmlInputElement> {
    document().get_element_by_id(SEARCH).map(JsCast::unchecked_into)
}

/// Replaces the filter: Back leads to the page before the search.
pub fn look_for(tray: Tray, filter: Filter) {
    let path = match tray.chosen.get_untracked() {
        Some(id) => links::tray_item(&id),
        None => links::TRAY.to_owned(),
    };
    tray.navigator.replace(&address_of(&path, &filter));
}

#[component]
fn FiltersButton(tray: Tray, open: RwSignal<bool>) -> impl IntoView {
    let words = words::tray();
    let on = Memo::new(move |_| tray.filter.with(|filter| filter.count()));
    let label = move || match on.get() {
        0 => words.filters.to_owned(),
        count => fill(words.filters_on, &[("count", &count.to_string())]),
    };
    view! {
        <button
            type="button"
            class="button tray__filters"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {label}
        </button>
    }
}

/// Rows that came since the list was read wait here: nothing jumps under a finger.
#[component]
fn NewRows() -> impl IntoView {
    let tray = use_tray();
    let words = words::tray();
    let count = Memo::new(move |_| {
        tray.newest.with(|newest| {
            let newest = newest.as_ref()?;
            tray.list.with(|list| list.as_ref().map(|list| list.count_new(&newest.rows)))
        })
    });
    let show = move |_| {
        show_new(tray);
        super::scroll_position::scroll_to_top(tray);
    };
    let button = move || match count.get().unwrap_or_default() {
        0 => ().into_any(),
        count => {
            let sentence = counted(words.show_new, count as i64);
            view! { <button type="button" class="button button--primary tray__new-button" on:click=show>{sentence}</button> }.into_any()
        }
    };
    view! { <div class="tray__new" role="status">{button}</div> }
}
