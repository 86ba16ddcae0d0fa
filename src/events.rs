//! Tray events as they happen (`GET /api/events`), and the unread count that the bell, title and icon show. The
//! server counts: nothing here adds or subtracts. Without a stream the session is polled.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wire::lenient;
use wire::notification::TrayChange;

use crate::api::get_session;
use crate::device::badge;
use crate::device::stream::{self, EventStream, StreamEvent};
use crate::session::{SessionContext, SessionState, use_session};

/// The polling interval without a stream.
const POLL_INTERVAL: Duration = Duration::from_secs(4);

/// The state of the tray that every page shares.
#[derive(Clone, Copy)]
pub struct Events {
    /// Unread notifications; none until known.
    pub unread: RwSignal<Option<i64>>,
    /// The newest change with its number. Without a stream each poll counts as a change that asks for the list to be
    /// read again.
    pub change: RwSignal<(u32, Arc<TrayChange>)>,
    /// Whether the stream is connected.
    pub live: RwSignal<bool>,
}

impl Events {
    fn apply(self, mut change: TrayChange) {
        let known = self.change.with_untracked(|(_, known)| known.revision);
        if change.revision < known {
            // A server restored from a backup starts with an older revision. Otherwise events overtook each other
            // while the stream was reopened.
            change.reread |= change.first;
            if !change.reread {
                return;
            }
        }
        self.unread.set(Some(change.unread_count));
        self.change.update(|(number, newest)| {
            *number += 1;
            *newest = Arc::new(change);
        });
    }

    /// Clears the count: the session has ended, or belongs to another account.
    fn clear(self) {
        self.unread.set(None);
        badge::show(0);
    }

    /// The unread count, for the tab's title.
    pub fn unread_count(self) -> Signal<usize> {
        Signal::derive(move || self.unread.get().unwrap_or_default().max(0) as usize)
    }

    /// Takes over a fetched count.
    pub fn set_unread(self, unread: i64) {
        if self.unread.get_untracked() != Some(unread) {
            self.unread.set(Some(unread));
        }
    }
}

/// The events from the context.
pub fn use_events() -> Events {
    expect_context()
}

/// Listens while somebody is signed in and `wanted` is true.
pub fn listen_while(wanted: Signal<bool>) -> Events {
    let events = Events {
        unread: RwSignal::new(None),
        change: RwSignal::new((0, Arc::default())),
        live: RwSignal::new(false),
    };
    let session = use_session();
    let user = Memo::new(move |_| {
        session.state.with(|state| match state {
            SessionState::SignedIn(user) => Some((user.id.to_string(), user.unread_count)),
            SessionState::Loading | SessionState::Unknown | SessionState::SignedOut => None,
        })
    });
    let user_id = Memo::new(move |_| user.get().map(|(id, _)| id));
    let stream_user = StoredValue::new(String::new());
    let stream_handle = StoredValue::new_local(None::<EventStream>);
    Effect::new(move |_| match user.get() {
        None => {
            events.unread.set(None);
            badge::show(0);
        }
        Some((_, unread)) => events.set_unread(unread),
    });
    Effect::new(move |_| match (user_id.get(), wanted.get()) {
        (Some(id), true) if stream_user.with_value(|known| *known != id) => {
            stream_user.set_value(id.clone());
            stream_handle.set_value(Some(open_stream(events, id, stream_user, wanted)));
        }
        (Some(_), true) => stream_handle.with_value(|known| known.iter().for_each(EventStream::resume)),
        (_, false) => stream_handle.with_value(|known| known.iter().for_each(EventStream::pause)),
        (None, true) => {}
    });
    Effect::new(move |_| {
        if let Some(count) = events.unread.get() {
            badge::show(count);
        }
    });
    events
}

/// Opens the stream of one account; another account gets its own.
fn open_stream(
    events: Events,
    id: String,
    stream_user: StoredValue<String>,
    wanted: Signal<bool>,
) -> EventStream {
    events.change.set((0, Arc::default()));
    let is_mine = {
        let id = id.clone();
        move || stream_user.try_with_value(|known| *known == id) == Some(true)
    };
    let mine = is_mine.clone();
    let session = use_session();
    let stream_handle = stream::listen(
        &format!("tocsin-tray-{id}"),
        &format!("/api/events?user={id}"),
        "tray",
        move |event| {
            if !mine() {
                return;
            }
            match event {
                StreamEvent::Event(text) => {
                    if let Some(change) = lenient::from_str(&text) {
                        events.apply(change);
                    }
                }
                StreamEvent::Connected => events.live.set(true),
                StreamEvent::Disconnected => {
                    events.live.set(false);
                    if wanted.get_untracked() {
                        fetch_count(events, session);
                    }
                }
                StreamEvent::SessionEnded => {
                    events.live.set(false);
                    fetch_count(events, session);
                }
            }
        },
    );
    set_interval(
        move || {
            if is_mine() && wanted.get_untracked() && !events.live.get_untracked() && !document().hidden() {
                fetch_count(events, session);
            }
        },
        POLL_INTERVAL,
    );
    stream_handle
}

fn fetch_count(events: Events, session: SessionContext) {
    leptos::task::spawn_local(async move {
        // A failed poll is repeated by the next one.
        let Ok(answer) = get_session().await else { return };
        if !session.verify(&answer) {
            return events.clear();
        }
        let Some(user) = answer.user else { return };
        events.set_unread(user.unread_count);
        events.change.update(|(number, newest)| {
            *number += 1;
            let revision = newest.revision;
            let unread_count = user.unread_count;
            *newest = Arc::new(TrayChange { revision, unread_count, reread: true, ..TrayChange::default() });
        });
    });
}
