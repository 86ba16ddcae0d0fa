//! Pages of a list.

use leptos::prelude::*;
use wire::page::Page;

use super::search::ListFilter;
use crate::words::{self, fill};

/// Rows on a page, as the server sends them.
const SIZE: i64 = 50;

/// The shown rows, and links to the pages before and after; nothing when all rows are shown.
pub fn pager<T>(page: &Page<T>, filter: ListFilter) -> impl IntoView + use<T> {
    let number = filter.page.get();
    let shown = page.results.len() as i64;
    view! { <Draw count=page.count shown number has_previous=page.previous.is_some() has_next=page.next.is_some() filter/> }
}

#[component]
fn Draw(
    count: i64,
    shown: i64,
    number: u32,
    has_previous: bool,
    has_next: bool,
    filter: ListFilter,
) -> impl IntoView {
    if !has_previous && !has_next {
        return ().into_any();
    }
    let texts = words::providers();
    let first = i64::from(number.saturating_sub(1)) * SIZE + 1;
    let values = [
        ("first", first.to_string()),
        ("last", (first + shown - 1).to_string()),
        ("count", count.to_string()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let link =
        |page: u32, words: &'static str| view! { <a class="button" href=filter.at_page(page)>{words}</a> };
    view! {
        <nav class="pager" aria-label=texts.pages>
            {has_previous.then(|| link(number - 1, texts.earlier))}
            <span class="quiet">{fill(texts.count, &values)}</span>
            {has_next.then(|| link(number + 1, texts.later))}
        </nav>
    }
    .into_any()
}
