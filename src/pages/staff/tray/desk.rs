//! The tray's desk: the list, and beside it the open notification. On a small screen one replaces the other.

use leptos::prelude::*;

use super::bulk::BulkBar;
use super::decide::DecideDialog;
use super::feed::feed;
use super::head::head;
use super::item::ItemPane;
use super::keys::{Keys, KeysHelp, provide_keys};
use super::scroll_position::keep_scroll_position;
use super::state::{Tray, address_of, use_tray};
use super::undo::UndoBar;
use crate::events::use_events;
use crate::links;
use crate::model::tray::filter::{Filter, Tab};
use crate::pages::staff::FailureNotice;
use crate::ui::{Button, Glyph, Kind, Notice, Skeleton, Tone, when};
use crate::words::{self, form};

/// The desk.
pub fn desk() -> AnyView {
    let tray = use_tray();
    let keys = provide_keys();
    keep_scroll_position(tray);
    when::prepare();
    let pane = move || match tray.chosen.get() {
        Some(id) => view! { <ItemPane id/> }.into_any(),
        None => view! { <Overview tray keys/> }.into_any(),
    };
    view! {
        <div class="desk tray" data-chosen=move || tray.chosen.with(Option::is_some)>
            <section class="desk__queue tray__list" id="tray-list" aria-labelledby="tray-title">
                {head()}
                <FailureNotice failure=tray.failure.into()/>
                <Placeholder tray/>
                {feed()}
                <BulkBar/>
            </section>
            {pane}
        </div>
        <MessageBar tray/>
        <UndoBar/>
        <DecideDialog/>
        <KeysHelp keys/>
    }
    .into_any()
}

/// What is shown while there are no rows: that they are loading, or why there are none.
#[component]
fn Placeholder(tray: Tray) -> impl IntoView {
    let empty = Memo::new(move |_| tray.list.with(|list| list.as_ref().map(|list| list.length() == 0)));
    (move || match empty.get() {
        Some(false) => ().into_any(),
        Some(true) => {
            let (title, help) = tray.filter.with(nothing_there);
            view! {
                <div class="empty"><p class="empty__title">{title}</p><p>{help}</p>{tray.filter.with(search_all)}</div>
            }
            .into_any()
        }
        None if tray.failure.with(Option::is_some) => ().into_any(),
        None => view! { <div class="tray__wait"><Skeleton words=words::staff().loading bars=12/></div> }.into_any(),
    }).into_any()
}

/// Words without a match in one tab may match elsewhere.
fn search_all(filter: &Filter) -> Option<AnyView> {
    let everywhere = Filter { text: filter.text.clone(), ..Filter::default() };
    (!filter.text.is_empty() && *filter != everywhere).then(|| {
        let href = address_of(links::TRAY, &everywhere);
        view! { <p><a class="button" href=href>{words::tray().search_all}</a></p> }.into_any()
    })
}

fn nothing_there(filter: &Filter) -> (&'static str, &'static str) {
    let words = words::tray();
    match filter.show {
        _ if filter.is_narrow() => (words.none_found, words.none_found_help),
        Tab::All => (words.none, words.none_help),
        Tab::Unread => (words.none_unread, words.none_unread_help),
        Tab::Urgent => (words.none_urgent, words.none_urgent_help),
        Tab::ToDecide => (words.none_to_decide, words.none_to_decide_help),
        Tab::Decided => (words.none_decided, words.none_decided_help),
        Tab::Removed => (words.none_removed, words.none_removed_help),
    }
}

/// Beside the list while no notification is open.
#[component]
fn Overview(tray: Tray, keys: Keys) -> impl IntoView {
    let words = words::tray();
    let unread = use_events().unread;
    let link = move |show: Tab, count: String, what: &'static str| {
        let href = address_of(links::TRAY, &Filter { show, ..Filter::default() });
        // A number above the counted maximum, "10000+", is many.
        let what = form(what, count.parse().unwrap_or_default());
        view! { <li><a href=href><strong>{count}</strong><span>{what}</span></a></li> }
    };
    let waits = move || {
        let counted = |count: String| if count.is_empty() { "0".to_owned() } else { count };
        let urgent = counted(tray.urgent.get());
        let urgent = (urgent != "0").then(|| link(Tab::Urgent, urgent, words.wait_urgent));
        let to_decide = counted(tray.to_decide.get());
        let unread = unread.get().unwrap_or_default().to_string();
        view! {
            <ul class="waits">
                {urgent}
                {link(Tab::ToDecide, to_decide, words.wait_to_decide)}
                {link(Tab::Unread, unread, words.wait_unread)}
            </ul>
        }
        .into_any()
    };
    let live_now = use_events().live;
    let slow = move || {
        if live_now.get() {
            return ().into_any();
        }
        view! { <p class="quiet">{words.not_live}</p> }.into_any()
    };
    view! {
        <div class="desk__pane tray__overview">
            <h2>{words.choose}</h2>
            {waits}
            <p class="quiet">{words.choose_help}</p>
            <p class="tray__ways">
                <a href=links::THIS_DEVICE>{words::device().reach}</a>
                <Button kind=Kind::Quiet on_press=Callback::new(move |()| keys.show())>{words::keys().open}</Button>
            </p>
            {slow}
        </div>
    }
    .into_any()
}

/// A failure or a pending decision, until it is closed.
#[component]
fn MessageBar(tray: Tray) -> impl IntoView {
    let inside = move || {
        let Some(sentence) = tray.message.get() else { return ().into_any() };
        let close = Callback::new(move |()| tray.message.set(None));
        view! {
            <div class="tray__told">
                <Notice tone=Tone::Waiting glyph=Glyph::Info>
                    <p>{sentence}</p>
                    <p><Button kind=Kind::Quiet on_press=close>{words::decide().close}</Button></p>
                </Notice>
            </div>
        }
        .into_any()
    };
    view! { <div role="alert">{inside}</div> }.into_any()
}
