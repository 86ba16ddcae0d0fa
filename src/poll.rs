//! A thing that others change, asked for again and again: every two and a half seconds while the page is seen, at once when
//! it comes back, and whenever somebody acted on it. What is known stays on the screen, with its time, when asking fails.

use std::{future::Future, sync::Arc, time::Duration};

use leptos::prelude::*;

use crate::api::{ApiError, Polled};
use crate::device::clock;

const RHYTHM: Duration = Duration::from_millis(2500);

/// What is known of the thing. `at` is when it was last known to be so, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen<T> {
    /// Not answered yet.
    Asking,
    /// As the server has it.
    Fresh {
        /// The thing.
        value: Arc<T>,
        /// When.
        at: i64,
    },
    /// As the server had it; asking again failed.
    Old {
        /// The thing.
        value: Arc<T>,
        /// When.
        at: i64,
        /// Why it is old.
        error: ApiError,
    },
    /// Never known.
    Failed(ApiError),
}

impl<T> Seen<T> {
    /// The thing, fresh or old.
    pub fn value(&self) -> Option<&Arc<T>> {
        match self {
            Self::Fresh { value, .. } | Self::Old { value, .. } => Some(value),
            Self::Asking | Self::Failed(_) => None,
        }
    }

    /// Why the newest question failed.
    pub fn error(&self) -> Option<&ApiError> {
        match self {
            Self::Old { error, .. } | Self::Failed(error) => Some(error),
            Self::Asking | Self::Fresh { .. } => None,
        }
    }

    /// When the thing was last known to be so.
    pub fn at(&self) -> Option<i64> {
        match self {
            Self::Fresh { at, .. } | Self::Old { at, .. } => Some(*at),
            Self::Asking | Self::Failed(_) => None,
        }
    }

    fn next(&self, outcome: Result<Arc<T>, ApiError>, at: i64) -> Self {
        match (outcome, self) {
            (Ok(value), _) => Self::Fresh { value, at },
            (Err(error), Self::Fresh { value, at } | Self::Old { value, at, .. }) => {
                Self::Old { value: value.clone(), at: *at, error }
            }
            (Err(error), Self::Asking | Self::Failed(_)) => Self::Failed(error),
        }
    }
}

/// One thing that is polled for as long as its owner lives.
pub struct Poll<T: Send + Sync + 'static> {
    /// What is known.
    pub seen: Signal<Seen<T>>,
    turn: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Poll<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Poll<T> {}

impl<T: Send + Sync + 'static> Poll<T> {
    /// Asks now.
    pub fn again(self) {
        let _ = self.turn.try_update(|turn| *turn = turn.wrapping_add(1));
    }

    /// The thing, fresh or old; it changes only when the thing does.
    pub fn value(self) -> Memo<Option<Arc<T>>>
    where
        T: PartialEq,
    {
        Memo::new(move |_| self.seen.with(|seen| seen.value().cloned()))
    }
}

#[derive(Clone)]
struct Answer<K, T> {
    key: K,
    outcome: Result<Arc<T>, ApiError>,
    tag: Option<String>,
    at: i64,
}

/// Polls what `ask` answers for `key`; another key begins anew. `ask` gets the tag of what is known.
pub fn use_poll<K, T, Asked>(key: Signal<K>, ask: impl Fn(K, Option<String>) -> Asked + 'static) -> Poll<T>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
    Asked: Future<Output = Result<Polled<T>, ApiError>> + 'static,
{
    let turn = RwSignal::new(0);
    // Whether a question is out: a slow server is not asked twice at a time.
    let asking = StoredValue::new(false);
    let known = StoredValue::new(None::<Answer<K, T>>);
    let answers = LocalResource::new(move || {
        turn.track();
        let key = key.get();
        let before = known.get_value().filter(|known| known.key == key);
        asking.set_value(true);
        let asked = ask(key.clone(), before.as_ref().and_then(|before| before.tag.clone()));
        async move {
            let (outcome, tag) = match (asked.await, before) {
                (Ok(Polled::Changed(value, tag)), _) => (Ok(Arc::new(value)), tag),
                (Ok(Polled::Same), Some(before)) => (before.outcome, before.tag),
                (Ok(Polled::Same), None) => (Err(ApiError::Unreadable), None),
                (Err(error), _) => (Err(error), None),
            };
            let _ = asking.try_set_value(false);
            let answer = Answer { key, outcome, tag, at: clock::wall() };
            if answer.outcome.is_ok() {
                let _ = known.try_set_value(Some(answer.clone()));
            }
            answer
        }
    });
    let folded = Memo::new(move |before: Option<&(K, Seen<T>)>| {
        let key = key.get();
        let seen = before.filter(|(of, _)| *of == key).map_or(Seen::Asking, |(_, seen)| seen.clone());
        match answers.get() {
            Some(answer) if answer.key == key => (key, seen.next(answer.outcome, answer.at)),
            _ => (key, seen),
        }
    });
    let poll = Poll { seen: Signal::derive(move || folded.with(|(_, seen)| seen.clone())), turn };
    keep_asking(move || {
        if !document().hidden() && asking.try_get_value() == Some(false) {
            poll.again();
        }
    });
    poll
}

/// Calls `ask` in rhythm, and at once when the page is seen again or the network is back.
fn keep_asking(ask: impl Fn() + Clone + 'static) {
    if let Ok(timer) = set_interval_with_handle(ask.clone(), RHYTHM) {
        on_cleanup(move || timer.clear());
    }
    // The document's own event bubbles up to the window.
    for event in ["visibilitychange", "online"] {
        let ask = ask.clone();
        let listener = window_event_listener_untyped(event, move |_| ask());
        on_cleanup(move || listener.remove());
    }
}
