//! Polled data: fetched every two and a half seconds while the page is visible, at once when it becomes visible, and
//! after every action. When fetching fails, the last value stays on the screen with its time.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use leptos::prelude::*;

use crate::api::{ApiError, Polled};
use crate::server_clock;

const POLL_INTERVAL: Duration = Duration::from_millis(2500);

/// Fetched data. `at` is when it was last current, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoteData<T> {
    Loading,
    /// As the server has it.
    Ready {
        value: Arc<T>,
        at: i64,
    },
    /// As the server had it; fetching again failed.
    Stale {
        value: Arc<T>,
        at: i64,
        error: ApiError,
    },
    Failed(ApiError),
}

impl<T> RemoteData<T> {
    /// The value, current or stale.
    pub fn value(&self) -> Option<&Arc<T>> {
        match self {
            Self::Ready { value, .. } | Self::Stale { value, .. } => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }

    /// Why the last fetch failed, and when the value was last current.
    pub fn failure(&self) -> Option<(ApiError, Option<i64>)> {
        match self {
            Self::Stale { error, at, .. } => Some((error.clone(), Some(*at))),
            Self::Failed(error) => Some((error.clone(), None)),
            Self::Loading | Self::Ready { .. } => None,
        }
    }

    /// When the value was last current.
    pub fn at(&self) -> Option<i64> {
        match self {
            Self::Ready { at, .. } | Self::Stale { at, .. } => Some(*at),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// Data that is polled for as long as its owner lives.
pub struct Poll<T: Send + Sync + 'static> {
    pub data: Signal<RemoteData<T>>,
    trigger: RwSignal<u32>,
    latest: StoredValue<(u32, bool)>,
}

impl<T: Send + Sync + 'static> Clone for Poll<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Poll<T> {}

impl<T: Send + Sync + 'static> Poll<T> {
    /// Fetches the data now.
    pub fn refetch(self) {
        let _ = self.trigger.try_update(|trigger| *trigger = trigger.wrapping_add(1));
    }

    /// Fetches now, if the page is visible and no request is running.
    pub fn refetch_if_visible(self) {
        if !document().hidden() {
            self.refetch_if_idle();
        }
    }

    /// Fetches now, if no request is running, also while the page is hidden.
    pub fn refetch_if_idle(self) {
        if self.latest.try_with_value(|(_, in_flight)| !in_flight) == Some(true) {
            self.refetch();
        }
    }

    /// The value, current or stale; it changes only when the value does.
    pub fn value(self) -> Memo<Option<Arc<T>>>
    where
        T: PartialEq,
    {
        Memo::new(move |_| self.data.with(|data| data.value().cloned()))
    }
}

/// The newest result, and its key.
struct Answer<T> {
    key: String,
    data: RemoteData<T>,
    etag: Option<String>,
}

/// A running request for polled data.
pub type FetchFuture<T> = Pin<Box<dyn Future<Output = Result<Polled<T>, ApiError>>>>;

/// Polls `fetch` for `key`; a new key starts over. `fetch` receives the known ETag.
///
/// A resource would do the same with three times the code, and this is generated for each type.
pub fn use_poll<T>(
    key: Signal<String>,
    fetch: impl Fn(String, Option<String>) -> FetchFuture<T> + 'static,
) -> Poll<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let poll = use_fetch(key, fetch);
    if let Ok(timer) = set_interval_with_handle(move || poll.refetch_if_visible(), POLL_INTERVAL) {
        on_cleanup(move || timer.clear());
    }
    poll
}

/// The same without an interval, for what other people rarely change: it fetches when the key changes, when the page
/// becomes visible, and on request.
pub fn use_fetch<T>(
    key: Signal<String>,
    fetch: impl Fn(String, Option<String>) -> FetchFuture<T> + 'static,
) -> Poll<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let answer = RwSignal::new(None::<Answer<T>>);
    let trigger = RwSignal::new(0_u32);
    // The number of the newest request, and whether it is running: a slow server gets one request at a time.
    let latest = StoredValue::new((0_u32, false));
    Effect::new(move |_| {
        trigger.track();
        let key = key.get();
        let request_number = latest.with_value(|(request_number, _)| request_number.wrapping_add(1));
        latest.set_value((request_number, true));
        let etag = answer.with_untracked(|previous| {
            previous.as_ref().filter(|previous| previous.key == key)?.etag.clone()
        });
        let request = fetch(key.clone(), etag);
        leptos::task::spawn_local(async move {
            let result = request.await;
            // A newer request may be running, or the page may be gone.
            if latest.try_get_value() == Some((request_number, true)) {
                latest.set_value((request_number, false));
                answer.update(|previous| *previous = Some(apply(previous.take(), key, result)));
            }
        });
    });
    let data = Signal::derive(move || {
        answer.with(|previous| {
            let previous = previous.as_ref().filter(|previous| key.with(|key| previous.key == *key));
            previous.map_or(RemoteData::Loading, |previous| previous.data.clone())
        })
    });
    let poll = Poll { data, trigger, latest };
    // The document's own event bubbles up to the window.
    for event in ["visibilitychange", "online"] {
        let listener = window_event_listener_untyped(event, move |_| poll.refetch_if_visible());
        on_cleanup(move || listener.remove());
    }
    poll
}

fn apply<T>(previous: Option<Answer<T>>, key: String, result: Result<Polled<T>, ApiError>) -> Answer<T> {
    let at = server_clock::now();
    let (before, old_etag) = match previous.filter(|previous| previous.key == key) {
        Some(previous) => (previous.data, previous.etag),
        None => (RemoteData::Loading, None),
    };
    match (result, before) {
        (Ok(Polled::Changed(value, etag)), _) => {
            Answer { key, data: RemoteData::Ready { value: Arc::new(value), at }, etag }
        }
        (Ok(Polled::Unchanged), RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. }) => {
            Answer { key, data: RemoteData::Ready { value, at }, etag: old_etag }
        }
        (Ok(Polled::Unchanged), RemoteData::Loading | RemoteData::Failed(_)) => {
            Answer { key, data: RemoteData::Failed(ApiError::Unreadable), etag: None }
        }
        (Err(error), RemoteData::Ready { value, at } | RemoteData::Stale { value, at, .. }) => {
            Answer { key, data: RemoteData::Stale { value, at, error }, etag: old_etag }
        }
        (Err(error), RemoteData::Loading | RemoteData::Failed(_)) => {
            Answer { key, data: RemoteData::Failed(error), etag: None }
        }
    }
}
