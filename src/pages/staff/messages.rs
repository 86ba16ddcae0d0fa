//! Sent e-mails, texts and letters with their status in plain words (`GET /api/notifications?notificationType=`).

use leptos::prelude::*;
use wire::notification::{Notification, NotificationFilter, NotificationType, Scope, SentMessage};
use wire::session::Role;

use crate::api::{NotificationPage, list_notifications};
use crate::components::tray::{channel_words, status_words};
use crate::links;
use crate::navigation::use_query;
use crate::pages::staff::Load;
use crate::pages::staff::{gate, use_page_title};
use crate::remote_data::use_poll;
use crate::session::use_session;
use crate::ui::{Badge, use_now, when};
use crate::words::{self, fill};

const WAYS: [NotificationType; 3] =
    [NotificationType::Email, NotificationType::Text, NotificationType::Letter];

/// The page.
#[component]
pub fn SentPage() -> impl IntoView {
    use_page_title(words::messages_sent().title);
    gate(&[Role::Officer, Role::Manager, Role::Admin], sent)
}

fn sent() -> AnyView {
    let texts = words::messages_sent();
    let query = use_query();
    let way = Memo::new(move |_| {
        let asked = query.get("by").unwrap_or_default();
        WAYS.into_iter().find(|way| way.as_str() == asked).unwrap_or(NotificationType::Email)
    });
    let session = use_session();
    let of_all = untrack(|| session.has_role(&[Role::Manager, Role::Admin]));
    let key = Signal::derive(move || format!("{} {}", way.get(), query.get("before").unwrap_or_default()));
    let poll = use_poll(key, move |key, etag| {
        Box::pin(async move {
            let (way, before) = key.split_once(' ').unwrap_or_default();
            let filter = NotificationFilter {
                notification_type: NotificationType::known(way).into_iter().collect(),
                before: (!before.is_empty()).then(|| wire::id::NotificationId(before.to_owned())),
                scope: if of_all { Scope::All } else { Scope::Own },
                ..NotificationFilter::default()
            };
            list_notifications(&filter, etag.as_deref()).await
        })
    });
    let now = use_now();
    let list = move |value: &NotificationPage| list(value, &way.get(), now.get());
    view! {
        <div class="page">
            <header class="page__head">
                <h1>{texts.title}</h1>
                <a class="button button--primary" href=links::COMPOSE>{texts.write}</a>
            </header>
            {move || tabs(&way.get())}
            <Load poll bars=6 draw=list/>
        </div>
    }
    .into_any()
}

fn tabs(current: &NotificationType) -> impl IntoView + use<> {
    let tab = |way: NotificationType| {
        let current = (way == *current).then_some("page");
        let href = format!("{}?by={way}", links::MESSAGES);
        view! { <a href=href aria-current=current>{channel_words(&way)}</a> }
    };
    view! { <nav class="tabs" aria-label=words::messages_sent().which>{WAYS.into_iter().map(tab).collect_view()}</nav> }
}

fn list(value: &NotificationPage, way: &NotificationType, now: i64) -> AnyView {
    let texts = words::messages_sent();
    if value.rows.is_empty() {
        return view! {
            <div class="empty"><p class="empty__title">{texts.none}</p><p>{texts.none_help}</p></div>
        }
        .into_any();
    }
    let rows: Vec<_> = value.rows.iter().map(|one| row(one, way, now)).collect();
    let older = value.rows.last().filter(|_| value.rows.len() >= 50).map(|last| {
        let href = format!("{}?by={way}&before={}", links::MESSAGES, last.id);
        view! { <p><a class="button" href=href>{texts.older}</a></p> }
    });
    view! { <ul class="messages">{rows}</ul>{older} }.into_any()
}

fn row(one: &Notification, way: &NotificationType, now: i64) -> impl IntoView + use<> {
    let texts = words::messages_sent();
    let at = one.created_date.millis();
    let by = one.created_by.clone().map(|name| fill(texts.by, &[("name", &name)])).unwrap_or_default();
    let to = one.email.clone().or_else(|| one.mobile_number.clone()).unwrap_or_default();
    let sentence =
        one.message.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| fill(texts.to, &[("to", &to)]));
    let details = one.sent_message_details.as_deref().unwrap_or_default();
    let mine = details.iter().find(|detail| detail.channel == *way).cloned().unwrap_or_else(|| SentMessage {
        channel: way.clone(),
        status: "queued".to_owned(),
        time: one.created_date.clone(),
        ..SentMessage::default()
    });
    let (status, tone) = status_words(way, &mine.status);
    let since = when::ago(mine.time.millis(), now);
    let document = mine.document_id.clone().map(|id| {
        let href = format!("/api/documents/{id}");
        view! { <a href=href target="_blank">{texts.document}</a> }
    });
    view! {
        <li class="message-row">
            <a class="message-row__what" href=links::tray_item(&one.id)>{sentence}</a>
            <span class="message-row__status"><Badge text=status tone=tone/><span class="quiet">{since}</span></span>
            <span class="quiet">{format!("{} · {} {by}", when::ago(at, now), when::clock_time(at, now))}</span>
            {document}
        </li>
    }
}
