//! The list: twenty on a page, the newest first, with links to older ones and back.

mod row;

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::{ActionType, NewAction, Notification, NotificationFilter};

use super::pending_removals::remove;
use super::{NotificationsContext, use_notifications};
use crate::api::{NotificationPage, list_notifications, update_notification};
use crate::components::notice;
use crate::links;
use crate::model::tray::action::TrayAction;
use crate::navigation::use_query;
use crate::remote_data::{Poll, RemoteData, use_fetch};
use crate::task::Task;
use crate::ui::{Button, Glyph, Skeleton, Tone};
use crate::words::{self, counted};

/// Notifications on a page.
const PAGE: usize = 20;

/// What the rows need.
#[derive(Clone, Copy)]
struct ListContext {
    context: NotificationsContext,
    poll: Poll<NotificationPage>,
    task: Task,
}

/// The list.
pub fn list() -> AnyView {
    let context = use_notifications();
    let query = use_query();
    let before = Memo::new(move |_| query.get("before").unwrap_or_default());
    let poll = use_fetch(before.into(), |before, etag| {
        Box::pin(async move { list_notifications(&filter(before), etag.as_deref()).await })
    });
    let list = ListContext { context, poll, task: Task::new() };
    context.follow(poll);
    context.title(Signal::stored(words::notifications().title.to_owned()));
    count_what_is_listed(list);
    let failed = move || {
        let failed =
            list.task.error().map(|error| error.message()).or_else(|| context.pending_removals.failed.get());
        failed.map(|why| notice(Tone::Waiting, Glyph::Warning, [why], None))
    };
    view! {
        <div class="stack">
            <header class="news__head">
                <h1>{words::notifications().title}</h1>
                <p class="quiet">{words::notifications().lead}</p>
                <p role="status">{move || unread(context)}</p>
            </header>
            {move || super::stale_notice(poll)}
            <div role="alert">{failed}</div>
            {move || list.placeholder(before)}
            {row::rows(list)}
            {move || list.pager(&before.get())}
        </div>
    }
    .into_any()
}

fn filter(before: String) -> NotificationFilter {
    let before = Some(before).filter(|before| !before.is_empty()).map(NotificationId);
    // One more than is shown tells whether others follow.
    NotificationFilter { before, limit: Some(PAGE as u32 + 1), ..NotificationFilter::default() }
}

/// Without a stream the list's own count is the newest.
fn count_what_is_listed(list: ListContext) {
    Effect::new(move |_| {
        let unread = list.poll.data.with(|seen| match seen {
            RemoteData::Ready { value, .. } => value.unread,
            _ => None,
        });
        if let Some(unread) = unread.filter(|_| !list.context.events.live.get_untracked()) {
            list.context.events.set_unread(unread);
        }
    });
}

fn unread(context: NotificationsContext) -> Option<String> {
    let words = words::notifications();
    Some(match context.events.unread.get()? {
        0 => words.all_read.to_owned(),
        count => counted(words.unread, count),
    })
}

impl ListContext {
    /// What is shown in place of rows.
    fn placeholder(self, before: Memo<String>) -> AnyView {
        let words = words::notifications();
        let poll = self.poll;
        poll.data.with(|seen| match seen {
            RemoteData::Loading => view! { <Skeleton words=words::common().errors.loading bars=6/> }.into_any(),
            RemoteData::Failed(error) => view! {
                {notice(Tone::Waiting, Glyph::Offline, [error.message()], None)}
                <Button on_press=Callback::new(move |()| poll.refetch())>{words::common().errors.try_again}</Button>
            }
            .into_any(),
            RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. } if value.rows.is_empty() => {
                let sentence = match before.read().is_empty() {
                    true => [words.none, words.none_help],
                    false => [words.none_older, words.none_older_help],
                };
                notice(Tone::Plain, Glyph::Info, sentence.map(str::to_owned), None)
            }
            RemoteData::Ready { .. } | RemoteData::Stale { .. } => ().into_any(),
        })
    }

    fn find(self, id: &NotificationId) -> Option<Notification> {
        self.poll.data.with(|seen| seen.value()?.rows.iter().find(|row| row.id == *id).cloned())
    }

    fn act(self, id: NotificationId, tray_action: TrayAction) {
        if tray_action == TrayAction::Remove {
            if let Some(found) = untrack(|| self.find(&id)) {
                remove(self.context, &found);
            }
            return;
        }
        self.task.run(async move {
            update_notification(&id, &NewAction::new(ActionType::IsRead)).await?;
            self.context.refetch();
            Ok(())
        });
    }

    /// Links to older ones, and back.
    fn pager(self, before: &str) -> AnyView {
        let words = words::notifications();
        let newer = self.context.trail.try_update_value(|trail| trail.go(before)).flatten();
        let last = self.poll.data.with(|seen| {
            let rows = &seen.value()?.rows;
            (rows.len() > PAGE).then(|| rows[PAGE - 1].id.0.clone())
        });
        if newer.is_none() && last.is_none() {
            return ().into_any();
        }
        let newest = newer.as_ref().filter(|newer| !newer.is_empty()).map(|_| {
            view! { <a class="button" href=links::NOTIFICATIONS>{words.newest}</a> }
        });
        let newer = newer.map(|before| {
            let href = match before.as_str() {
                "" => links::NOTIFICATIONS.to_owned(),
                before => links::notifications_before(before),
            };
            view! { <a class="button" href=href>{words.newer}</a> }
        });
        let older = last.map(|last| {
            view! { <a class="button" href=links::notifications_before(&last)>{words.older}</a> }
        });
        view! { <nav class="buttons" aria-label=words.pages>{newest}{newer}{older}</nav> }.into_any()
    }
}
