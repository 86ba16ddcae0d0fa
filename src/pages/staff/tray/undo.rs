//! Actions that can be undone: marking as read and removing wait five seconds before they are sent, and no longer
//! than the page is visible.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::{ActionType, BulkAction, NewAction};

use super::feed::{focus_row, key_of};
use super::state::{Tray, use_tray};
use crate::api::{ApiError, delete_notification, restore_notification, update_notifications};
use crate::components::tray::tray_action_words;
use crate::frame::work;
use crate::model::tray::action::TrayAction;
use crate::ui::{Button, Kind};
use crate::words::{self, counted, fill};

const UNDO_TIME: Duration = Duration::from_secs(5);

static NEXT: AtomicU32 = AtomicU32::new(0);

/// An action that is sent after a delay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelayedAction {
    number: u32,
    pub tray_action: TrayAction,
    pub ids: Vec<NotificationId>,
    /// It is being sent and cannot be undone.
    sent: bool,
}

/// Performs it in five seconds.
pub fn schedule(tray: Tray, tray_action: TrayAction, ids: Vec<NotificationId>) {
    let known = |id: &NotificationId| {
        tray.delayed.with_untracked(|all| {
            all.iter().any(|one| one.tray_action == tray_action && one.ids.contains(id))
        })
    };
    let ids: Vec<_> = ids.into_iter().filter(|id| !known(id)).collect();
    if ids.is_empty() {
        return;
    }
    // Not part of an undone action: that one's timer would end this one.
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    tray.delayed.update(|all| all.push(DelayedAction { number, tray_action, ids, sent: false }));
    set_timeout(move || send(tray, number), UNDO_TIME);
}

/// Undoes the newest, if there is one.
pub fn undo_newest(tray: Tray) {
    let newest = tray.delayed.with_untracked(|all| all.iter().rfind(|one| !one.sent).map(|one| one.number));
    if let Some(number) = newest {
        undo_one(tray, number);
    }
}

fn undo_one(tray: Tray, number: u32) {
    tray.delayed.update(|all| all.retain(|one| one.number != number || one.sent));
}

/// Sends everything at once: the page may never become visible again.
pub fn send_all(tray: Tray) {
    let all = tray.delayed.with_untracked(|all| all.iter().map(|one| one.number).collect::<Vec<_>>());
    for number in all {
        send(tray, number);
    }
}

fn send(tray: Tray, number: u32) {
    let found = tray.delayed.try_update(|all| {
        let one = all.iter_mut().find(|one| one.number == number && !one.sent)?;
        one.sent = true;
        Some(one.clone())
    });
    let Some(Some(DelayedAction { tray_action, ids, .. })) = found else { return };
    // In parallel: the page may be about to end.
    if tray_action == TrayAction::Remove {
        for id in ids {
            work(remove(tray, number, id));
        }
    } else {
        for some in ids.chunks(200) {
            work(read(tray, number, some.to_vec()));
        }
    }
}

async fn read(tray: Tray, number: u32, ids: Vec<NotificationId>) {
    let action = BulkAction { ids: ids.clone(), action: NewAction::new(ActionType::IsRead) };
    match update_notifications(&action).await {
        Ok(results) => {
            for notification in results.iter().filter_map(|result| result.notification.as_ref()) {
                tray.update(notification);
            }
        }
        Err(error) => report_failure(tray, TrayAction::Read, &error),
    }
    end(tray, number, &ids);
}

async fn remove(tray: Tray, number: u32, id: NotificationId) {
    match delete_notification(&id).await {
        Ok(()) | Err(ApiError::NotFound(_)) => tray.list.update(|list| {
            if let Some(list) = list {
                list.remove(&id);
            }
        }),
        Err(error) => report_failure(tray, TrayAction::Remove, &error),
    }
    end(tray, number, &[id]);
}

/// Puts back removed notifications: they leave the list of removed ones.
pub fn restore(tray: Tray, ids: Vec<NotificationId>) {
    for id in ids {
        work(async move {
            match restore_notification(&id).await {
                Ok(_) | Err(ApiError::NotFound(_)) => {
                    let place = tray.list.try_update(|list| list.as_mut()?.remove(&id)).flatten();
                    // The next row takes its place, and the focus.
                    if let Some(next) = place.and_then(|place| tray.row(place)) {
                        focus_row(key_of(&next.id));
                    }
                }
                Err(error) => report_failure(tray, TrayAction::Restore, &error),
            }
        });
    }
}

fn report_failure(tray: Tray, tray_action: TrayAction, error: &ApiError) {
    let values = [("what", tray_action_words(tray_action)), ("why", &error.message())];
    tray.message.set(Some(fill(words::undo().failed, &values)));
}

fn end(tray: Tray, number: u32, ids: &[NotificationId]) {
    tray.delayed.update(|all| {
        for one in all.iter_mut().filter(|one| one.number == number) {
            one.ids.retain(|id| !ids.contains(id));
        }
        all.retain(|one| !one.ids.is_empty());
    });
}

/// The actions that can be undone, at the foot of the page.
#[component]
pub fn UndoBar() -> impl IntoView {
    let tray = use_tray();
    let bar = move || {
        let open = tray.delayed.with(|all| all.iter().filter(|one| !one.sent).cloned().collect::<Vec<_>>());
        if open.is_empty() {
            return ().into_any();
        }
        let lines: Vec<_> = open.iter().rev().take(3).map(|one| line(tray, one)).collect();
        view! { <ul class="undo__list">{lines}</ul> }.into_any()
    };
    view! { <div class="undo" role="status" aria-label=words::undo().title>{bar}</div> }.into_any()
}

fn line(tray: Tray, later: &DelayedAction) -> impl IntoView + use<> {
    let words = words::undo();
    let sentence = if later.tray_action == TrayAction::Remove { words.removed } else { words.read };
    let number = later.number;
    view! {
        <li class="undo__line">
            <span>{counted(sentence, later.ids.len() as i64)}</span>
            <Button kind=Kind::Quiet on_press=Callback::new(move |()| undo_one(tray, number))>{words.undo}</Button>
        </li>
    }
}

impl DelayedAction {
    /// Whether it is this action on this notification.
    pub fn is_about(&self, tray_action: TrayAction, id: &NotificationId) -> bool {
        self.tray_action == tray_action && self.ids.contains(id)
    }
}
