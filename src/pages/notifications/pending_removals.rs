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
use crate::words::{self, fill};

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
    pub fn new() -> Self {
        Self { removals: RwSignal::new(Vec::new()), failed: RwSignal::new(None) }
    }

    /// Whether this one is pending.
    pub fn holds(self, id: &NotificationId) -> bool {
        self.removals.with(|removals| removals.iter().any(|removal| removal.id == *id))
    }

    /// Keeps it after all.
    pub fn keep(self, id: &NotificationId) {
        self.removals.update(|removals| removals.retain(|removal| removal.id != *id || removal.sent));
    }
}

/// Removes it in five seconds.
pub fn remove(context: NotificationsContext, notification: &Notification) {
    let id = notification.id.clone();
    if context
        .pending_removals
        .removals
        .with_untracked(|removals| removals.iter().any(|removal| removal.id == id))
    {
        return;
    }
    context.pending_removals.failed.set(None);
    let removal = PendingRemoval { id: id.clone(), title: title(notification), sent: false };
    context.pending_removals.removals.update(|removals| removals.push(removal));
    set_timeout(move || send(context, &id), UNDO_TIME);
}

/// Sends all removals at once: the page may never become visible again.
pub fn send_all(context: NotificationsContext) {
    let removals = context.pending_removals.removals.with_untracked(|removals| removals.clone());
    for removal in removals {
        send(context, &removal.id);
    }
}

fn send(context: NotificationsContext, id: &NotificationId) {
    let removal = context.pending_removals.removals.try_update(|removals| {
        let removal = removals.iter_mut().find(|removal| removal.id == *id && !removal.sent)?;
        removal.sent = true;
        Some(removal.clone())
    });
    let Some(Some(removal)) = removal else { return };
    work(async move {
        match delete_notification(&removal.id).await {
            Ok(()) | Err(ApiError::NotFound(_)) => context.gone.update(|gone| gone.push(removal.id.clone())),
            Err(error) => {
                let values = [("title", removal.title.as_str()), ("why", &error.message())];
                context.pending_removals.failed.set(Some(fill(words::notifications().not_done, &values)));
            }
        }
        context.pending_removals.removals.update(|removals| removals.retain(|other| other.id != removal.id));
        context.refetch();
    });
}
