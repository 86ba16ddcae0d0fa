//! A thing that others change, asked for again and again: every two and a half seconds while the page is seen, at once when
//! it comes back, and whenever somebody acted on it. What is known stays on the screen, with its time, when asking fails.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use leptos::prelude::*;

use crate::api::{ApiError, Polled};
use crate::server_clock;

const RHYTHM: Duration = Duration::from_millis(2500);

/// What is known of the thing. `at` is when it was last known to be so, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoteData<T> {
    /// Not answered yet.
    Loading,
    /// As the server has it.
    Ready {
        /// The thing.
        value: Arc<T>,
        /// When.
        at: i64,
    },
    /// As the server had it; asking again failed.
    Stale {
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

impl<T> RemoteData<T> {
    /// The thing, fresh or old.
    pub fn value(&self) -> Option<&Arc<T>> {
        match self {
            Self::Ready { value, .. } | Self::Stale { value, .. } => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }

    /// Why the newest question failed, and when the thing was last known to be so.
    pub fn failure(&self) -> Option<(ApiError, Option<i64>)> {
        match self {
            Self::Stale { error, at, .. } => Some((error.clone(), Some(*at))),
            Self::Failed(error) => Some((error.clone(), None)),
            Self::Loading | Self::Ready { .. } => None,
        }
    }

    /// When the thing was last known to be so.
    pub fn at(&self) -> Option<i64> {
        match self {
            Self::Ready { at, .. } | Self::Stale { at, .. } => Some(*at),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// One thing that is polled for as long as its owner lives.
pub struct Poll<T: Send + Sync + 'static> {
    /// What is known.
    pub seen: Signal<RemoteData<T>>,
    turn: RwSignal<u32>,
    out: StoredValue<(u32, bool)>,
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

    /// Asks now if the page is seen and no question is out.
    pub fn again_if_quiet(self) {
        if !document().hidden() {
            self.again_unless_asking();
        }
    }

    /// Asks now if no question is out, also while the page is hidden.
    pub fn again_unless_asking(self) {
        if self.out.try_with_value(|(_, is_out)| !is_out) == Some(true) {
            self.again();
        }
    }

    /// The thing, fresh or old; it changes only when the thing does.
    pub fn value(self) -> Memo<Option<Arc<T>>>
    where
        T: PartialEq,
    {
        Memo::new(move |_| self.seen.with(|seen| seen.value().cloned()))
    }
}

/// The newest answer, and what it was about.
struct Answer<T> {
    key: String,
    seen: RemoteData<T>,
    tag: Option<String>,
}

/// A question on its way.
pub type Asked<T> = Pin<Box<dyn Future<Output = Result<Polled<T>, ApiError>>>>;

/// Polls what `ask` answers for `key`; another key begins anew. `ask` gets the tag of what is known.
///
/// A resource would do the same in other words; written out it is a third of the code, and this is made for each thing.
pub fn use_poll<T>(key: Signal<String>, ask: impl Fn(String, Option<String>) -> Asked<T> + 'static) -> Poll<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let poll = use_asked(key, ask);
    if let Ok(timer) = set_interval_with_handle(move || poll.again_if_quiet(), RHYTHM) {
        on_cleanup(move || timer.clear());
    }
    poll
}

/// The same without a rhythm: it is asked for when its key changes, when the page is seen again, and when somebody says so,
/// because changes are told by other means.
pub fn use_asked<T>(
    key: Signal<String>,
    ask: impl Fn(String, Option<String>) -> Asked<T> + 'static,
) -> Poll<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let answer = RwSignal::new(None::<Answer<T>>);
    let turn = RwSignal::new(0_u32);
    // The number of the newest question, and whether it is out: a slow server is not asked twice at a time.
    let out = StoredValue::new((0_u32, false));
    Effect::new(move |_| {
        turn.track();
        let key = key.get();
        let number = out.with_value(|(number, _)| number.wrapping_add(1));
        out.set_value((number, true));
        let tag = answer.with_untracked(|known| known.as_ref().filter(|known| known.key == key)?.tag.clone());
        let asked = ask(key.clone(), tag);
        leptos::task::spawn_local(async move {
            let outcome = asked.await;
            // Another question may have gone out since, or the page may be gone.
            if out.try_get_value() == Some((number, true)) {
                out.set_value((number, false));
                answer.update(|known| *known = Some(fold(known.take(), key, outcome)));
            }
        });
    });
    let seen = Signal::derive(move || {
        answer.with(|known| {
            let known = known.as_ref().filter(|known| key.with(|key| known.key == *key));
            known.map_or(RemoteData::Loading, |known| known.seen.clone())
        })
    });
    let poll = Poll { seen, turn, out };
    // The document's own event bubbles up to the window.
    for event in ["visibilitychange", "online"] {
        let listener = window_event_listener_untyped(event, move |_| poll.again_if_quiet());
        on_cleanup(move || listener.remove());
    }
    poll
}

fn fold<T>(known: Option<Answer<T>>, key: String, outcome: Result<Polled<T>, ApiError>) -> Answer<T> {
    let at = server_clock::now();
    let (before, old_tag) = match known.filter(|known| known.key == key) {
        Some(known) => (known.seen, known.tag),
        None => (RemoteData::Loading, None),
    };
    match (outcome, before) {
        (Ok(Polled::Changed(value, tag)), _) => {
            Answer { key, seen: RemoteData::Ready { value: Arc::new(value), at }, tag }
        }
        (Ok(Polled::Same), RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. }) => {
            Answer { key, seen: RemoteData::Ready { value, at }, tag: old_tag }
        }
        (Ok(Polled::Same), RemoteData::Loading | RemoteData::Failed(_)) => {
            Answer { key, seen: RemoteData::Failed(ApiError::Unreadable), tag: None }
        }
        (Err(error), RemoteData::Ready { value, at } | RemoteData::Stale { value, at, .. }) => {
            Answer { key, seen: RemoteData::Stale { value, at, error }, tag: old_tag }
        }
        (Err(error), RemoteData::Loading | RemoteData::Failed(_)) => {
            Answer { key, seen: RemoteData::Failed(error), tag: None }
        }
    }
}
