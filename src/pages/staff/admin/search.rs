//! A search above a list. The words are in the address, so that Back and a reload find the same list; they follow the
//! typing after a short pause.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::links;
use crate::navigation::{encoded, use_navigator, use_query};
use crate::ui::{Glyph, Icon};

const PAUSE: Duration = Duration::from_millis(250);

/// The filter of a list, from the address.
#[derive(Clone, Copy)]
pub struct ListFilter {
    pub words: Memo<String>,
    /// The chosen kind; empty for all.
    pub kind: Memo<String>,
    pub page: Memo<u32>,
    base: &'static str,
    kind_name: &'static str,
}

impl ListFilter {
    /// The filter of the list at `base`; its kind is the query parameter `kind_name`.
    pub fn at(base: &'static str, kind_name: &'static str) -> Self {
        let query = use_query();
        Self {
            words: Memo::new(move |_| query.get("q").unwrap_or_default()),
            kind: Memo::new(move |_| query.get(kind_name).unwrap_or_default()),
            page: Memo::new(move |_| query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1)),
            base,
            kind_name,
        }
    }

    /// The address with these words, this kind and this page.
    pub fn address(self, words: &str, kind: &str, page: u32) -> String {
        let mut pairs = Vec::new();
        if !words.is_empty() {
            pairs.push(("q", encoded(words)));
        }
        if !kind.is_empty() {
            pairs.push((self.kind_name, kind.to_owned()));
        }
        if page > 1 {
            pairs.push(("page", page.to_string()));
        }
        links::with_query(self.base, &pairs)
    }

    /// The address of another page of the same list.
    pub fn at_page(self, page: u32) -> String {
        self.address(&self.words.get(), &self.kind.get(), page)
    }

    /// The API query, with the server's name for the words; it begins with `&`.
    pub fn query(self, words_name: &'static str) -> Signal<String> {
        Signal::derive(move || {
            let (words, kind) = (self.words.get(), self.kind.get());
            let mut query = format!("&page={}", self.page.get());
            if !words.is_empty() {
                query.push_str(&format!("&{words_name}={}", encoded(&words)));
            }
            if !kind.is_empty() {
                query.push_str(&format!("&{}={}", self.kind_name, encoded(&kind)));
            }
            query
        })
    }
}

/// The box.
pub fn search_box(filter: ListFilter, label: &'static str, hint: &'static str) -> impl IntoView {
    let navigator = use_navigator();
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let typed = RwSignal::new(filter.words.get_untracked());
    let ask = move || {
        let Some(words) = typed.try_get_untracked() else { return };
        navigator.replace(&filter.address(words.trim(), &filter.kind.get_untracked(), 1));
    };
    let input = move |text: String| {
        typed.set(text);
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
        timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    };
    view! {
        <div class="search" role="search">
            <Icon glyph=Glyph::Search/>
            <input
                class="field__control"
                type="search"
                aria-label=label
                placeholder=hint
                autocomplete="off"
                prop:value=typed.get_untracked()
                on:input:target=move |event| input(event.target().value())
            />
        </div>
    }
}

/// Links for the kinds; the first one is all of them.
pub fn kind_tabs(
    filter: ListFilter,
    label: &'static str,
    kinds: Vec<(String, &'static str)>,
) -> impl IntoView {
    move || {
        let (words, chosen) = (filter.words.get(), filter.kind.get());
        let tab = |(kind, name): &(String, &'static str)| {
            let current = (*kind == chosen).then_some("page");
            view! { <a href=filter.address(&words, kind, 1) aria-current=current>{*name}</a> }
        };
        let tabs = kinds.iter().map(tab).collect_view();
        view! { <nav class="tabs" aria-label=label>{tabs}</nav> }
    }
}
