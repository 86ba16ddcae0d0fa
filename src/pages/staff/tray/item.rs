//! One notification (`GET /api/notifications/{id}`): message, decision, link and history. Opening it marks it as
//! read, unless its type must be confirmed.

mod facts;
mod navigation;
mod record;
mod replies;
mod visit;

use std::sync::Arc;

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::{HistoryEntry, Notification};

use super::act;
use super::seen_dialog::seen_dialog;
use super::state::{Tray, use_tray};
use super::undo::schedule;
use crate::api::{ApiError, get_notification, history_csv, list_notification_history};
use crate::components::tray::{
    done_by, history_list, message, sent_list, state_badge, state_of, title, tray_action_words,
};
use crate::components::{kept_by, rel};
use crate::events::use_events;
use crate::model::tray::action::TrayAction;
use crate::pages::staff::{poll_notice, use_page_title};
use crate::remote_data::{Poll, RemoteData, use_fetch};
use crate::ui::{Button, Kind, Skeleton, focus, use_now, when};
use crate::words::{self, fill};
use facts::{details, facts};
use navigation::item_navigation;
use record::RecordPart;
use replies::RepliesPart;

/// What the pane shows.
#[derive(Clone, PartialEq)]
enum PaneState {
    Loading,
    Gone,
    Failed(String),
    Item,
}

/// What every part of the pane reads.
#[derive(Clone, Copy)]
struct ItemContext {
    tray: Tray,
    item: Memo<Notification>,
    history: Poll<Vec<HistoryEntry>>,
    now: Signal<i64>,
}

/// The pane beside the list; on a small screen the whole page.
#[component]
pub fn ItemPane(id: NotificationId) -> impl IntoView {
    let tray = use_tray();
    let page_title = use_page_title(words::item().title);
    let known = tray.find(&id);
    let poll = use_fetch(Signal::stored(id.0.clone()), move |id, etag| {
        Box::pin(async move { get_notification(&NotificationId(id), etag.as_deref()).await })
    });
    let history = use_fetch(Signal::stored(id.0.clone()), move |id, etag| {
        Box::pin(async move { list_notification_history(&NotificationId(id), etag.as_deref()).await })
    });
    // The list's row is shown at once; then the newer of both.
    let item = Memo::new(move |before: Option<&Notification>| {
        let asked = poll.data.with(|seen| seen.value().cloned());
        let listed = tray.list.with(|list| list.as_ref()?.loaded_rows().find(|row| row.id == id).cloned());
        let renewed = tray.renewed.get().filter(|row| row.id == id);
        let all = [asked.as_deref(), listed.as_deref(), known.as_deref(), renewed.as_deref()];
        let newest = all.into_iter().flatten().max_by_key(|one| (one.version, one.is_read_status));
        newest.or(before).cloned().unwrap_or_default()
    });
    let is_known = Memo::new(move |_| item.with(|item| !item.id.0.is_empty()));
    // Keyboard shortcuts need to know what is open.
    Effect::new(move |_| tray.open.set(is_known.get().then(|| item.get().into())));
    on_cleanup(move || tray.open.set(None));
    let state = Memo::new(move |_| {
        poll.data.with(|seen| match seen {
            RemoteData::Failed(ApiError::NotFound(_))
            | RemoteData::Stale { error: ApiError::NotFound(_), .. } => PaneState::Gone,
            _ if is_known.get() => PaneState::Item,
            RemoteData::Failed(error) => PaneState::Failed(error.message()),
            _ => PaneState::Loading,
        })
    });
    let events = use_events();
    Effect::new(move |before: Option<u32>| {
        let (number, change) = events.change.get();
        let mine = item.with_untracked(|item| item.id.clone());
        let is_mine = change.changed.iter().any(|one| one.id == mine) || change.removed.contains(&mine);
        if before.is_some_and(|before| before != number) && (is_mine || change.changed.is_empty()) {
            poll.refetch();
            history.refetch();
        }
        number
    });
    Effect::new(move |_| {
        if is_known.get() {
            page_title.rename(item.with(title));
        }
    });
    focus("item-title");
    let open = ItemContext { tray, item, history, now: use_now() };
    let inside = move || match state.get() {
        PaneState::Loading => view! { <Skeleton words=words::staff().loading bars=6/> }.into_any(),
        PaneState::Gone => empty(words::item().gone, words::item().gone_help.to_owned(), ().into_any()),
        PaneState::Failed(why) => {
            let retry = Callback::new(move |()| poll.refetch());
            empty(
                words::item().failed,
                why,
                view! { <Button on_press=retry>{words::common().errors.try_again}</Button> }.into_any(),
            )
        }
        PaneState::Item => view! { <Detail open poll/> }.into_any(),
    };
    view! {
        <article class="desk__pane pane" aria-labelledby="item-title">
            {item_navigation(tray)}
            {inside}
        </article>
    }
}

fn empty(title: &'static str, help: String, way: AnyView) -> AnyView {
    view! { <div class="empty"><h2 class="empty__title" id="item-title" tabindex="-1">{title}</h2><p>{help}</p>{way}</div> }
    .into_any()
}

#[component]
fn Detail(open: ItemContext, poll: Poll<Notification>) -> impl IntoView {
    let ItemContext { tray, item, history, now } = open;
    count_as_read(open);
    let heading = move || item.with(|item| heading(open, item));
    let decision = move || item.with(|item| decision(open, item));
    let facts = move || item.with(|item| facts(item, now.get()));
    let sent = move || {
        item.with(|item| match item.sent_message_details.as_deref() {
            Some(messages) if !messages.is_empty() => {
                part("item-sent", words::item().sent, sent_list(messages, now.get()))
            }
            _ => ().into_any(),
        })
    };
    let story = move || {
        let entries = history.value().get().unwrap_or_else(|| Arc::new(Vec::new()));
        let asks = item.with(|item| item.target_type.asks_to_be_seen());
        history_list(&entries, asks, now.get())
    };
    let csv = move || {
        let href = item.with(|item| history_csv(&item.id));
        view! { <a href=href download="history.csv">{words::item().history_csv}</a> }.into_any()
    };
    view! {
        {poll_notice(poll)}
        {heading}
        <RecordPart item=open.item now/>
        {decision}
        {visit::visit_part(poll, item)}
        <RepliesPart item/>
        {facts}
        {move || item.with(details)}
        {sent}
        <section class="part" aria-labelledby="item-history">
            <div class="part__head"><h2 id="item-history">{words::item().history}</h2>{csv}</div>
            {poll_notice(history)}
            {story}
        </section>
        {seen_dialog(tray, item)}
    }
}

/// News is marked as read by being opened; that can be undone for five seconds. Notifications that must be seen are
/// confirmed.
fn count_as_read(open: ItemContext) {
    let unread = open.item.with_untracked(|item| !item.is_read_status && !item.target_type.asks_to_be_seen());
    if unread {
        schedule(open.tray, TrayAction::Read, vec![open.item.with_untracked(|item| item.id.clone())]);
    }
}

fn part(id: &'static str, title: &'static str, inside: AnyView) -> AnyView {
    view! { <section class="part" aria-labelledby=id><h2 id=id>{title}</h2>{inside}</section> }.into_any()
}

fn heading(open: ItemContext, item: &Notification) -> impl IntoView + use<> {
    let own_email = open.tray.own_email();
    let pending = open.tray.pending.with(|queue| queue.about(&own_email, &item.id).cloned());
    let badge = state_badge(state_of(item, &own_email, pending.as_ref(), open.now.get()));
    let follow = item.follow_on_url.clone().map(|href| {
        let what = item.target_type.entry().map_or(words::item().about, |entry| entry.follow_on_words());
        // A decision comes first; without one, the link is the primary button.
        let class = if item.needs_decision() { "button" } else { "button button--primary" };
        let rel = rel(&href);
        view! { <a class=class href=href rel=rel>{what}</a> }
    });
    // Without anything to open, the contact is shown.
    let keeper = follow.is_none().then(|| kept_by(item.service.as_deref(), item.service_contact.as_deref()));
    let keeper = keeper.flatten().map(|said| view! { <p class="quiet">{said}</p> });
    view! {
        <header class="pane__head">
            <h2 id="item-title" tabindex="-1">{title(item)}</h2>
            <p class="pane__state">{badge}</p>
            <p class="pane__message">{message(item)}</p>
            {keeper}
            <p class="buttons">{follow}{removal(open, item)}</p>
        </header>
    }
}

/// The possible steps, or who took them.
fn decision(open: ItemContext, item: &Notification) -> AnyView {
    let words = words::item();
    let tray = open.tray;
    let own_email = tray.own_email();
    if let Some(done) = done_by(item, &own_email).filter(|_| item.is_decided()) {
        let when = item.performed_action_date.as_ref().map(|at| when::day_and_time(at.millis()));
        let done = [Some(done), when].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let note = item
            .action_note
            .clone()
            .map(|note| view! { <blockquote class="decide__note">{note}</blockquote> });
        let inside = view! { <p>{done}</p>{note} }.into_any();
        return part("item-decision", words.decision, inside);
    }
    let waits = tray.pending.with(|queue| queue.about(&own_email, &item.id).is_some());
    if item.needs_decision() && !waits && item.may_decide != Some(false) {
        let tray_actions = [TrayAction::Approve, TrayAction::Reject, TrayAction::Begin, TrayAction::Check];
        let buttons: Vec<_> = tray_actions
            .into_iter()
            .filter(|tray_action| tray_action.fits(item))
            .map(|tray_action| button(tray, item, tray_action))
            .collect();
        let inside = view! {
            <div class="buttons">{buttons}</div>
            <p class="quiet">{words.steps_help}" "{words.decision_help}</p>
        };
        return part("item-decision", words.decision, inside.into_any());
    }
    if item.needs_decision() && !waits {
        let whom = item.audience.clone().or_else(|| item.user.clone()).unwrap_or_default();
        let sentence = fill(words.not_yours, &[("whom", &whom)]);
        return part("item-decision", words.decision, view! { <p>{sentence}</p> }.into_any());
    }
    ().into_any()
}

fn removal(open: ItemContext, item: &Notification) -> AnyView {
    if !TrayAction::Remove.fits(item) {
        return ().into_any();
    }
    let leaving =
        open.tray.delayed.with(|all| all.iter().any(|one| one.is_about(TrayAction::Remove, &item.id)));
    if leaving {
        return view! { <span class="quiet">{words::item().removed}". "{words::item().removed_help}</span> }
            .into_any();
    }
    button(open.tray, item, TrayAction::Remove)
}

fn button(tray: Tray, item: &Notification, tray_action: TrayAction) -> AnyView {
    let id = item.id.clone();
    let kind = if tray_action == TrayAction::Approve { Kind::Primary } else { Kind::Plain };
    let press = Callback::new(move |()| {
        act::perform(tray, id.clone(), tray_action);
    });
    view! { <Button kind=kind on_press=press>{tray_action_words(tray_action)}</Button> }.into_any()
}
