//! What happens on the tray of who is signed in, as it happens (`GET /api/events`), and the one count that bell, title and
//! icon show. The server owns it: nothing here adds or subtracts. Without a stream the session is asked for every few
//! seconds.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wire::lenient;
use wire::notification::TrayChange;

use crate::api::get_session;
use crate::device::badge;
use crate::device::stream::{self, Heard, Listening};
use crate::session::{SessionContext, Viewer, use_session};

/// Without a stream the count is asked for so often.
const RHYTHM: Duration = Duration::from_secs(4);

/// What every page knows of the tray.
#[derive(Clone, Copy)]
pub struct Events {
    /// How many are unread; none until it is known.
    pub unread: RwSignal<Option<i64>>,
    /// The newest change, with its number among those heard here. Without a stream every asking counts as one, with nothing
    /// in it but that the list should be read again.
    pub change: RwSignal<(u32, Arc<TrayChange>)>,
    /// Whether changes come by themselves.
    pub live: RwSignal<bool>,
}

impl Events {
    fn hear(self, mut change: TrayChange) {
        let known = self.change.with_untracked(|(_, known)| known.revision);
        if change.revision < known {
            // A server that was restored from a backup begins with less than is known. Else events have overtaken each
            // other while the stream was opened anew.
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

    /// Nothing is known any more: the session has ended, or is another's.
    fn end(self) {
        self.unread.set(None);
        badge::show(0);
    }

    /// How many are unread, for the tab's title.
    pub fn waiting(self) -> Signal<usize> {
        Signal::derive(move || self.unread.get().unwrap_or_default().max(0) as usize)
    }

    /// Takes over a count that was asked for.
    pub fn counted(self, unread: i64) {
        if self.unread.get_untracked() != Some(unread) {
            self.unread.set(Some(unread));
        }
    }
}

/// The events.
pub fn use_events() -> Events {
    expect_context()
}

/// Listens while somebody is signed in and the events are `wanted`.
pub fn listen_while(wanted: Signal<bool>) -> Events {
    let events = Events {
        unread: RwSignal::new(None),
        change: RwSignal::new((0, Arc::default())),
        live: RwSignal::new(false),
    };
    let session = use_session();
    let whose = Memo::new(move |_| {
        session.viewer.with(|viewer| match viewer {
            Viewer::SignedIn(user) => Some((user.id.to_string(), user.unread_count)),
            Viewer::Asking | Viewer::Unknown | Viewer::SignedOut => None,
        })
    });
    let whom = Memo::new(move |_| whose.get().map(|(id, _)| id));
    let listens = StoredValue::new(String::new());
    let listening = StoredValue::new_local(None::<Listening>);
    Effect::new(move |_| match whose.get() {
        None => {
            events.unread.set(None);
            badge::show(0);
        }
        Some((_, unread)) => events.counted(unread),
    });
    Effect::new(move |_| match (whom.get(), wanted.get()) {
        (Some(id), true) if listens.with_value(|known| *known != id) => {
            listens.set_value(id.clone());
            listening.set_value(Some(begin(events, id, listens, wanted)));
        }
        (Some(_), true) => listening.with_value(|known| known.iter().for_each(Listening::go_on)),
        (_, false) => listening.with_value(|known| known.iter().for_each(Listening::rest)),
        (None, true) => {}
    });
    Effect::new(move |_| {
        if let Some(count) = events.unread.get() {
            badge::show(count);
        }
    });
    events
}

/// Listens in the name of one person; another one who signs in at this page has a stream of their own.
fn begin(events: Events, id: String, listens: StoredValue<String>, wanted: Signal<bool>) -> Listening {
    events.change.set((0, Arc::default()));
    let is_mine = {
        let id = id.clone();
        move || listens.try_with_value(|known| *known == id) == Some(true)
    };
    let mine = is_mine.clone();
    let session = use_session();
    let listening = stream::listen(
        &format!("tocsin-tray-{id}"),
        &format!("/api/events?user={id}"),
        "tray",
        move |heard| {
            if !mine() {
                return;
            }
            match heard {
                Heard::Event(text) => {
                    if let Some(change) = lenient::from_str(&text) {
                        events.hear(change);
                    }
                }
                Heard::Live => events.live.set(true),
                Heard::Silent => {
                    events.live.set(false);
                    if wanted.get_untracked() {
                        ask(events, session);
                    }
                }
                Heard::Over => {
                    events.live.set(false);
                    ask(events, session);
                }
            }
        },
    );
    set_interval(
        move || {
            if is_mine() && wanted.get_untracked() && !events.live.get_untracked() && !document().hidden() {
                ask(events, session);
            }
        },
        RHYTHM,
    );
    listening
}

fn ask(events: Events, session: SessionContext) {
    leptos::task::spawn_local(async move {
        // What cannot be asked now is asked again soon.
        let Ok(answer) = get_session().await else { return };
        if !session.compare(&answer) {
            return events.end();
        }
        let Some(user) = answer.user else { return };
        events.counted(user.unread_count);
        events.change.update(|(number, newest)| {
            *number += 1;
            let revision = newest.revision;
            let unread_count = user.unread_count;
            *newest = Arc::new(TrayChange { revision, unread_count, reread: true, ..TrayChange::default() });
        });
    });
}
