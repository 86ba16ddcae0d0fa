//! What residents replied to a notification (`GET /api/notifications/{id}/replies`).

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::Notification;

use crate::api::list_notification_replies;
use crate::components::reply_list;
use crate::pages::staff::poll_notice;
use crate::remote_data::use_fetch;
use crate::ui::use_now;
use crate::words;

/// The replies; nothing for a type without replies.
#[component]
pub fn RepliesPart(item: Memo<Notification>) -> impl IntoView {
    let takes_replies = Memo::new(move |_| item.with(|item| !item.target_type.reply_choices().is_empty()));
    (move || if takes_replies.get() { view! { <Part item/> }.into_any() } else { ().into_any() }).into_any()
}

#[component]
fn Part(item: Memo<Notification>) -> impl IntoView {
    let now = use_now();
    let id = Memo::new(move |_| item.with(|item| item.id.0.clone()));
    let poll = use_fetch(id.into(), move |id, etag| {
        Box::pin(async move { list_notification_replies(&NotificationId(id), etag.as_deref()).await })
    });
    // A reply makes a new version of the notification.
    let version = Memo::new(move |_| item.with(|item| item.version));
    Effect::new(move |before: Option<Option<i64>>| {
        let version = version.get();
        if before.is_some_and(|before| before != version) {
            poll.refetch();
        }
        version
    });
    let list = move || match poll.value().get() {
        Some(replies) if !replies.is_empty() => reply_list(&replies, now.get()),
        Some(_) => view! { <p class="quiet">{words::item().replies_none}</p> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <section class="part" aria-labelledby="item-replies">
            <h2 id="item-replies">{words::item().replies}</h2>
            {poll_notice(poll)}
            {list}
        </section>
    }
}
