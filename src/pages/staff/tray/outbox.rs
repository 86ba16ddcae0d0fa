//! Decisions without a connection: kept on the disk with their time, shown as waiting, and sent once there is one. What the
//! server then refuses, because somebody else was quicker, is told.

use std::time::Duration;

use leptos::prelude::*;

use wire::lenient;

use super::state::Tray;
use crate::api::{ApiError, conflicting_notification, update_notification};
use crate::components::tray::{done_by, title};
use crate::device::page::{self, PageEvent};
use crate::device::staff_store;
use crate::frame::work;
use crate::model::tray::waiting::{Queue, Waiting};
use crate::session::use_session;
use crate::words::{decide, fill};

const NAME: &str = "decisions";
/// A browser does not always say that the network is back.
const AGAIN: Duration = Duration::from_secs(5);

/// Sends what waits: at the start, when the network is back, and every few seconds while something does. What is to be
/// taken back within five seconds goes out when the page is no longer seen.
pub fn keep_sending(tray: Tray) {
    let session = use_session();
    // Whoever signs in here finds what they decided here.
    Effect::new(move |_| {
        if !session.viewer.with(|viewer| viewer.email().is_empty()) {
            work(send(tray));
        }
    });
    // Another page of the app is as good as a hidden one.
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
            if tray.waiting.with_untracked(|queue| !queue.0.is_empty()) {
                work(send(tray));
            }
        },
        AGAIN,
    );
}

/// Keeps one; whether it is on the disk. It is shown as waiting from then on, and not before.
pub async fn keep(tray: Tray, waiting: Waiting) -> bool {
    change(tray, move |queue| queue.add(waiting)).await
}

async fn change(tray: Tray, change: impl FnOnce(&mut Queue) + 'static) -> bool {
    let is_kept = staff_store::edit(NAME, move |text| {
        let mut queue = read(text);
        change(&mut queue);
        serde_json::to_string(&queue).expect("BUG: a queue that cannot be written as JSON")
    })
    .await;
    if is_kept {
        tray.waiting.set(read(staff_store::load(NAME).await));
    }
    is_kept
}

fn read(text: Option<String>) -> Queue {
    text.and_then(|text| lenient::from_str(&text)).unwrap_or_default()
}

async fn send(tray: Tray) {
    let known = read(staff_store::load(NAME).await);
    if tray.waiting.with_untracked(|queue| *queue != known) {
        tray.waiting.set(known.clone());
    }
    let mine = tray.viewer();
    let all: Vec<Waiting> = known.of(&mine).cloned().collect();
    for waiting in all {
        let answer = update_notification(&waiting.id, &waiting.action).await;
        match answer {
            Ok(notification) => tray.renew(&notification),
            // It waits until they are signed in here again.
            Err(ApiError::SignedOut | ApiError::AnotherUser(_)) => return,
            Err(error) if error.is_passing() => return,
            Err(error) => refused(tray, &waiting, &error),
        }
        change(tray, move |queue| queue.done(&waiting)).await;
    }
}

fn refused(tray: Tray, waiting: &Waiting, error: &ApiError) {
    let words = decide();
    let stored = conflicting_notification(error);
    // Two tabs may send the same one: one's own decision is no news.
    let viewer = tray.viewer();
    let is_mine = stored.as_ref().is_some_and(|stored| {
        stored.performed_action_done_by.as_deref() == Some(&viewer)
            && stored.performed_action_type.as_ref() == Some(&waiting.action.action_type)
    });
    let name = stored.as_ref().map_or_else(|| waiting.id.to_string(), title);
    let why = stored.as_ref().and_then(|stored| done_by(stored, &viewer)).unwrap_or_else(|| error.message());
    if let Some(stored) = &stored {
        tray.renew(stored);
    }
    if !is_mine {
        let help = fill(words.refused_help, &[("title", &name), ("why", &why)]);
        tray.told.set(Some(format!("{}. {help}", words.refused)));
    }
}
