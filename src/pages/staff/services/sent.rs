//! Everything that a service sent, by channel, with its status (`GET /api/services/{id}/sent`).

use leptos::prelude::*;
use wire::notification::{ActionType, NotificationType};
use wire::service::SentItem;

use crate::api::list_sent_by_service;
use crate::components::tray::{action_words, channel_words, status_words, type_words};
use crate::links;
use crate::navigation::use_query;
use crate::pages::staff::Load;
use crate::remote_data::use_poll;
use crate::ui::{Badge, Tone, use_now, when};
use crate::words;

const PAGE: usize = 50;

/// The list, with the channels as tabs.
#[component]
pub fn SentBy(id: String) -> impl IntoView {
    let texts = words::services();
    let query = use_query();
    let way = Memo::new(move |_| query.get("by").unwrap_or_default());
    let query = {
        let id = id.clone();
        Signal::derive(move || {
            let before = query.get("before").unwrap_or_default();
            format!("{id} channel={}&before={before}&limit={PAGE}", way.get())
        })
    };
    let poll = use_poll(query, |key, etag| {
        Box::pin(async move {
            let (id, query) = key.split_once(' ').unwrap_or_default();
            list_sent_by_service(id, query, etag.as_deref()).await
        })
    });
    let now = use_now();
    let tabs = {
        let id = id.clone();
        (move || tabs(&id, &way.get())).into_any()
    };
    let list = view! { <Load poll bars=4 draw={move |value| {
        if value.is_empty() {
            view! { <p class="quiet">{texts.sent_none}</p> }.into_any()
        } else {
            let older = value.last().filter(|_| value.len() >= PAGE).map(|last| {
                let href =
                    format!("{}&by={}&before={}", links::service(&id), way.get(), last.notification_id);
                view! { <a class="button" href=href>{texts.older}</a> }
            });
            let rows = value.iter().map(|one| row(one, now.get())).collect_view();
            view! { <ul class="messages">{rows}</ul>{older} }.into_any()
        }
    }}/> };
    view! {
        <section class="part" aria-labelledby="service-sent">
            <h2 id="service-sent">{texts.sent}</h2>
            {tabs}
            {list}
        </section>
    }
}

fn tabs(id: &str, current: &str) -> impl IntoView + use<> {
    let any = [(String::new(), words::services().any_way.to_owned())];
    let ways = NotificationType::ALL.iter().map(|way| (way.to_string(), channel_words(way)));
    let tab = |(way, name): (String, String)| {
        let now = (way == current).then_some("page");
        let href =
            if way.is_empty() { links::service(id) } else { format!("{}&by={way}", links::service(id)) };
        view! { <a href=href aria-current=now>{name}</a> }
    };
    view! { <nav class="tabs" aria-label=words::services().sent>{any.into_iter().chain(ways).map(tab).collect_view()}</nav> }
}

fn row(one: &SentItem, now: i64) -> impl IntoView + use<> {
    let texts = words::services();
    let (status, tone) = status(one);
    let at = one.created_date.millis();
    let document = one.document_id.clone().map(|id| {
        view! { <a href=format!("/api/documents/{id}") target="_blank">{texts.document}</a> }
    });
    view! {
        <li class="message-row">
            <span class="message-row__what">{type_words(&one.target_type)}</span>
            <span class="message-row__status"><Badge text=status.clone() tone=tone/><span class="quiet">{when::ago(one.time.millis(), now)}</span></span>
            <span class="quiet">{format!("{} · {} · {}", channel_words(&one.channel), when::ago(at, now), when::clock_time(at, now))}</span>
            {document}
        </li>
    }
}

/// Screen notifications are read or decided; messages have the delivery status.
fn status(one: &SentItem) -> (String, Tone) {
    let texts = words::services();
    if one.channel != NotificationType::Screen {
        let (words, tone) = status_words(&one.channel, &one.status);
        return (words.to_owned(), tone);
    }
    match one.status.as_str() {
        "unread" => (texts.unread.to_owned(), Tone::Plain),
        "read" => (texts.read.to_owned(), Tone::Confirmed),
        "waiting" => (texts.waiting.to_owned(), Tone::Plain),
        decided => (action_words(&ActionType::from(decided.to_owned())), Tone::Confirmed),
    }
}
