//! One notification in full: its message, age, link, and for a visit whether it suits. Opening it marks it as read,
//! unless its type must be confirmed.

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::{ActionType, NewAction, Notification};
use wire::target_type::TargetType;

use super::pending_removals::remove;
use super::reply::{ReplyPart, takes_reply};
use super::seen_dialog::seen_dialog;
use super::visit::visit_part;
use super::{NotificationsContext, use_notifications};
use crate::api::{ApiError, get_notification, update_notification};
use crate::components::tray::{message, state_badge, title, visit_state};
use crate::components::{kept_by, notice, rel};
use crate::links;
use crate::model::tray::action::TrayAction;
use crate::navigation::use_navigator;
use crate::remote_data::{Poll, RemoteData, use_fetch};
use crate::task::Task;
use crate::ui::{Age, Button, Glyph, Icon, Kind, Skeleton, Tone, use_now, when};
use crate::words::{self, fill};

/// What the page shows.
#[derive(Clone, PartialEq)]
enum DetailState {
    Loading,
    Gone,
    Failed(String),
    Item,
}

/// One notification on its own page.
pub fn notification_view(id: NotificationId) -> AnyView {
    let context = use_notifications();
    let poll = use_fetch(Signal::stored(id.0), |id, etag| {
        Box::pin(async move { get_notification(&NotificationId(id), etag.as_deref()).await })
    });
    context.follow(poll);
    let item = Memo::new(move |before: Option<&Notification>| {
        let known = poll.data.with(|seen| seen.value().map(|item| (**item).clone()));
        known.or(before.cloned()).unwrap_or_default()
    });
    let state = Memo::new(move |_| {
        poll.data.with(|seen| match seen {
            RemoteData::Loading => DetailState::Loading,
            RemoteData::Failed(ApiError::NotFound(_))
            | RemoteData::Stale { error: ApiError::NotFound(_), .. } => DetailState::Gone,
            RemoteData::Failed(error) => DetailState::Failed(error.message()),
            RemoteData::Ready { .. } | RemoteData::Stale { .. } => DetailState::Item,
        })
    });
    context.title(Signal::derive(move || match state.get() {
        DetailState::Item => item.with(title),
        DetailState::Gone => words::notifications().gone.to_owned(),
        DetailState::Loading | DetailState::Failed(_) => words::notifications().one.to_owned(),
    }));
    let inside = move || {
        match state.get() {
        DetailState::Loading => view! { <Skeleton words=words::common().errors.loading bars=5/> }.into_any(),
        DetailState::Gone => view! { <h1>{words::notifications().gone}</h1><p>{words::notifications().gone_help}</p> }.into_any(),
        DetailState::Failed(why) => view! {
            <h1>{words::notifications().one}</h1>
            {notice(Tone::Waiting, Glyph::Offline, [why], None)}
            <Button on_press=Callback::new(move |()| poll.refetch())>{words::common().errors.try_again}</Button>
        }
        .into_any(),
        DetailState::Item => view! { <Detail context poll item/> }.into_any(),
    }
    };
    view! {
        <div class="stack">
            <p><a class="news__back" href=links::NOTIFICATIONS><Icon glyph=Glyph::Back/>{words::notifications().back}</a></p>
            {inside}
        </div>
    }
    .into_any()
}

#[component]
fn Detail(
    context: NotificationsContext,
    poll: Poll<Notification>,
    item: Memo<Notification>,
) -> impl IntoView {
    count_as_read(context, item);
    let now = use_now();
    let badge = Memo::new(move |_| item.with(|item| visit_state(item, now.get())));
    view! {
        {move || super::stale_notice(poll)}
        {move || item.with(|item| heading(item, state_badge(badge.get())))}
        {move || item.with(body)}
        {visit_part(context, item)}
        <ReplyPart context item/>
        {move || item.with(|item| ways(context, item))}
        {seen_dialog(context, item)}
    }
}

/// News is marked as read by being opened; notifications that must be seen are confirmed.
fn count_as_read(context: NotificationsContext, item: Memo<Notification>) {
    let unread = item.with_untracked(|item| !item.is_read_status && !item.target_type.asks_to_be_seen());
    if unread {
        let id = item.with_untracked(|item| item.id.clone());
        Task::new().run(async move {
            update_notification(&id, &NewAction::new(ActionType::IsRead)).await?;
            context.refetch();
            Ok(())
        });
    }
}

fn heading(item: &Notification, badge: Option<AnyView>) -> impl IntoView + use<> {
    let at = item.created_date.millis();
    let from = item.service.as_ref().or(item.created_by.as_ref());
    let from = from.map(|name| format!("{} · ", fill(words::notifications().from, &[("name", name)])));
    view! {
        <header class="news__head">
            <h1>{title(item)}</h1>
            <p class="quiet">{from}<Age at=at/></p>
            {badge.map(|badge| view! { <p>{badge}</p> })}
        </header>
    }
}

fn body(item: &Notification) -> impl IntoView + use<> {
    let due = item.due_at.as_ref().map(|at| {
        let at = when::day_and_time(at.millis());
        view! { <dl class="facts"><dt>{words::notifications().visit_at}</dt><dd>{at}</dd></dl> }
    });
    view! { <p class="news__message">{message(item)}</p>{due} }
}

/// Its link, and removing it from the list.
fn ways(context: NotificationsContext, item: &Notification) -> impl IntoView + use<> {
    let navigator = use_navigator();
    let words = words::notifications();
    let is_visit = item.target_type == TargetType::VisitDue;
    let follow = item.follow_on_url.clone().map(|href| {
        let what = match item.target_type.entry() {
            _ if is_visit => words.see_visit,
            Some(entry) => entry.follow_on_words(),
            None => words.open,
        };
        // A visit needs its answer first.
        let class = if is_visit || takes_reply(item) { Kind::Plain.class() } else { Kind::Primary.class() };
        let rel = rel(&href);
        view! { <a class=class href=href rel=rel>{what}</a> }
    });
    let removal = TrayAction::Remove.fits(item).then(|| {
        let item = item.clone();
        let press = Callback::new(move |()| {
            remove(context, &item);
            navigator.push(links::NOTIFICATIONS);
        });
        view! { <Button kind=Kind::Quiet on_press=press>{words.remove}</Button> }
    });
    // Without anything to open or to answer, the contact is shown.
    let is_answered_here = is_visit || takes_reply(item);
    let keeper = (follow.is_none() && !is_answered_here)
        .then(|| kept_by(item.service.as_deref(), item.service_contact.as_deref()));
    let keeper = keeper.flatten().map(|body| view! { <p class="quiet">{body}</p> });
    view! { {keeper}<p class="buttons">{follow}{removal}</p> }
}
