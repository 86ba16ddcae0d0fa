//! Removing a notification from the list: it waits five seconds, so that it can be kept, and no longer than the page
//! is visible.

use std::time::Duration;

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::Notification;

use super::NotificationsContext;
use crate::api::{ApiError, delete_notification};
use crate::components::tray::title;
use crate::frame::work;
use crate::words::{fill, notifications as words};

const UNDO_TIME: Duration = Duration::from_secs(5);

#[derive(Clone, Debug, PartialEq, Eq)]
struct PendingRemoval {
    id: NotificationId,
    title: String,
    /// It is being sent and cannot be kept any more.
    sent: bool,
}

/// The pending removals, and the last failure.
#[derive(Clone, Copy)]
pub struct PendingRemovals {
    removals: RwSignal<Vec<PendingRemoval>>,
    /// Why a removal failed.
    pub failed: RwSignal<Option<String>>,
}

impl PendingRemovals {
    /// No pending removals.
    pub fn begin() -> Self {
        Self { removals: RwSignal::new(Vec::new()), failed: RwSignal::new(None) }
    }

    /// Whether this one is pending.
    pub fn holds(self, id: &NotificationId) -> bool {
        self.removals.with(|removals| removals.iter().any(|going| going.id == *id))
    }

    /// Keeps it after all.
    pub fn keep(self, id: &NotificationId) {
        self.removals.update(|removals| removals.retain(|going| going.id != *id || going.sent));
    }
}

/// Removes it in five seconds.
pub fn remove(context: NotificationsContext, notification: &Notification) {
    let id = notification.id.clone();
    if context.leaving.removals.with_untracked(|removals| removals.iter().any(|going| going.id == id)) {
        return;
    }
    context.leaving.failed.set(None);
    let going = PendingRemoval { id: id.clone(), title: title(notification), sent: false };
    context.leaving.removals.update(|removals| removals.push(going));
    set_timeout(move || send(context, &id), UNDO_TIME);
}

/// Sends all removals at once: the page may never become visible again.
pub fn send_all(context: NotificationsContext) {
    let removals = context.leaving.removals.with_untracked(|removals| removals.clone());
    for going in removals {
        send(context, &going.id);
    }
}

fn send(context: NotificationsContext, id: &NotificationId) {
    let going = context.leaving.removals.try_update(|removals| {
        let going = removals.iter_mut().find(|going| going.id == *id && !going.sent)?;
        going.sent = true;
        Some(going.clone())
    });
    let Some(Some(going)) = going else { return };
    work(async move {
        match delete_notification(&going.id).await {
            Ok(()) | Err(ApiError::NotFound(_)) => context.gone.update(|gone| gone.push(going.id.clone())),
            Err(error) => {
                let values = [("title", going.title.as_str()), ("why", &error.message())];
                context.leaving.failed.set(Some(fill(words().not_done, &values)));
            }
        }
        context.leaving.removals.update(|removals| removals.retain(|other| other.id != going.id));
        context.refetch();
    });
}
