//! Decisions without a connection: stored on disk with their time, shown as pending, and sent when there is one. If
//! the server then rejects one because somebody was faster, that is shown.

use std::time::Duration;

use leptos::prelude::*;

use wire::lenient;

use super::state::Tray;
use crate::api::{ApiError, conflicting_notification, update_notification};
use crate::components::tray::{done_by, title};
use crate::device::page::{self, PageEvent};
use crate::device::staff_store;
use crate::frame::work;
use crate::model::tray::pending_decision::{DecisionQueue, PendingDecision};
use crate::session::use_session;
use crate::words::{self, fill};

const NAME: &str = "decisions";
/// Browsers do not always report that the network is back.
const RETRY_INTERVAL: Duration = Duration::from_secs(5);

/// Sends pending decisions: at the start, when the network is back, and every few seconds. Actions that can be undone
/// for five seconds are sent when the page is hidden.
pub fn keep_sending(tray: Tray) {
    let session = use_session();
    // After signing in, the account's own pending decisions are found again.
    Effect::new(move |_| {
        if !session.state.with(|state| state.email().is_empty()) {
            work(send(tray));
        }
    });
    // Another page of the app counts as hidden.
    Effect::new(move |_| {
        if !tray.is_open.get() {
            super::undo::send_all(tray);
        }
    });
    page::listen(move |change| match change {
        PageEvent::Hidden => super::undo::send_all(tray),
        PageEvent::Shown | PageEvent::Online => work(send(tray)),
        PageEvent::Offline => {}
    });
    set_interval(
        move || {
            if tray.pending.with_untracked(|queue| !queue.0.is_empty()) {
                work(send(tray));
            }
        },
        RETRY_INTERVAL,
    );
}

/// Stores one; returns whether it is on disk. Only then is it shown as pending.
pub async fn keep(tray: Tray, pending: PendingDecision) -> bool {
    change(tray, move |queue| queue.add(pending)).await
}

async fn change(tray: Tray, change: impl FnOnce(&mut DecisionQueue) + 'static) -> bool {
    let is_kept = staff_store::edit(NAME, move |text| {
        let mut queue = read(text);
        change(&mut queue);
        serde_json::to_string(&queue).expect("BUG: a queue that cannot be written as JSON")
    })
    .await;
    if is_kept {
        tray.pending.set(read(staff_store::load(NAME).await));
    }
    is_kept
}

fn read(text: Option<String>) -> DecisionQueue {
    text.and_then(|text| lenient::from_str(&text)).unwrap_or_default()
}

async fn send(tray: Tray) {
    let stored_queue = read(staff_store::load(NAME).await);
    if tray.pending.with_untracked(|queue| *queue != stored_queue) {
        tray.pending.set(stored_queue.clone());
    }
    let mine = tray.own_email();
    let all: Vec<PendingDecision> = stored_queue.of(&mine).cloned().collect();
    for pending in all {
        let answer = update_notification(&pending.id, &pending.action).await;
        match answer {
            Ok(notification) => tray.update(&notification),
            // It waits until they are signed in here again.
            Err(ApiError::SignedOut | ApiError::AnotherUser(_)) => return,
            Err(error) if error.is_passing() => return,
            Err(error) => refused(tray, &pending, &error),
        }
        change(tray, move |queue| queue.done(&pending)).await;
    }
}

fn refused(tray: Tray, pending: &PendingDecision, error: &ApiError) {
    let words = words::decide();
    let stored = conflicting_notification(error);
    // Two tabs may send the same one: one's own decision is no news.
    let own_email = tray.own_email();
    let is_mine = stored.as_ref().is_some_and(|stored| {
        stored.performed_action_done_by.as_deref() == Some(&own_email)
            && stored.performed_action_type.as_ref() == Some(&pending.action.action_type)
    });
    let name = stored.as_ref().map_or_else(|| pending.id.to_string(), title);
    let why =
        stored.as_ref().and_then(|stored| done_by(stored, &own_email)).unwrap_or_else(|| error.message());
    if let Some(stored) = &stored {
        tray.update(stored);
    }
    if !is_mine {
        let help = fill(words.refused_help, &[("title", &name), ("why", &why)]);
        tray.message.set(Some(format!("{}. {help}", words.refused)));
    }
}
