//! `/notifications`: a resident's notifications, as a list and each on its own page. These pages receive changes as
//! they happen; the alarm's page never does.
//!
//! Uses `/api/notifications`, `/api/events`.

mod detail;
mod list;
mod pending_removals;
mod record;
mod reply;
mod seen_dialog;
mod visit;

pub use record::RecordPage;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use wire::id::NotificationId;
use wire::session::Role;

use crate::components::{not_a_resident_at, notice};
use crate::events::{Events, listen_while};
use crate::frame;
use crate::links;
use crate::model::tray::trail::Trail;
use crate::pages::account::return_path;
use crate::remote_data::{Poll, RemoteData};
use crate::session::{SessionState, use_session};
use crate::ui::{Glyph, Skeleton, Tone, when};
use crate::words::{self, fill};
use pending_removals::{PendingRemovals, send_all};

/// What the list and each notification share, for as long as the app lives.
#[derive(Clone, Copy)]
pub struct NotificationsContext {
    events: Events,
    /// Counts actions here: what is shown is fetched again.
    done: RwSignal<u32>,
    trail: StoredValue<Trail>,
    pending_removals: PendingRemovals,
    /// Removed here: hidden until the server has been asked again.
    gone: RwSignal<Vec<NotificationId>>,
}

impl NotificationsContext {
    fn refetch(self) {
        self.done.update(|done| *done += 1);
    }

    /// Fetches again whenever something happened to any notification.
    fn follow<T: Send + Sync + 'static>(self, poll: Poll<T>) {
        Effect::new(move |before: Option<(u32, u32)>| {
            let now = (self.events.change.with(|(number, _)| *number), self.done.get());
            if before.is_some_and(|before| before != now) {
                poll.refetch();
            }
            now
        });
    }

    /// Keeps the tab's title: the unread count, and the page.
    fn title(self, title: Signal<String>) {
        frame::set_title(Signal::derive(move || match self.events.unread.get() {
            Some(count) if count > 0 => format!("({count}) {}", title.read()),
            _ => title.get(),
        }));
    }
}

/// Provides the context. Changes are received while the list or a notification is shown.
pub fn provide_notifications() {
    let path = use_location().pathname;
    let content = Memo::new(move |_| path.with(|path| links::is_below(path, links::NOTIFICATIONS)));
    let events = listen_while(content.into());
    let context = NotificationsContext {
        events,
        done: RwSignal::new(0),
        trail: StoredValue::new(Trail::default()),
        pending_removals: PendingRemovals::new(),
        gone: RwSignal::new(Vec::new()),
    };
    provide_context(context);
    let _forever = window_event_listener_untyped("pagehide", move |_| send_all(context));
    let _forever = window_event_listener_untyped("visibilitychange", move |_| {
        if document().hidden() {
            send_all(context);
        }
    });
    Effect::new(move |_| {
        if let Some(count) = events.unread.get() {
            frame::count_unread(count);
        }
    });
}

fn use_notifications() -> NotificationsContext {
    expect_context()
}

/// The list, or one notification.
#[component]
pub fn NotificationsPage() -> impl IntoView {
    let session = use_session();
    let (location, params) = (use_location().pathname, use_params_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let visitor = Memo::new(move |_| session.state.with(visitor));
    let content = move || match visitor.get() {
        Visitor::Loading => view! { <Skeleton words=words::common().errors.loading bars=6/> }.into_any(),
        Visitor::SignedOut => signed_out(),
        Visitor::Staff => not_a_resident_at(&location.get()),
        Visitor::Resident if id.with(String::is_empty) => list::list(),
        Visitor::Resident => detail::notification_view(NotificationId(id.get())),
    };
    view! {
        // Not in `index.html`, which every visitor loads.
        <link rel="stylesheet" href="/badge.css"/>
        <link rel="stylesheet" href="/dialog.css"/>
        <link rel="stylesheet" href="/notifications.css"/>
        {content}
    }
}

/// A notice that what is shown could not be fetched again.
fn stale_notice<T: Send + Sync + 'static>(poll: Poll<T>) -> AnyView {
    let Some((error, Some(at))) = poll.data.with(RemoteData::failure) else { return ().into_any() };
    let sentence = match error.is_passing() {
        true => fill(words::notifications().old, &[("time", &when::clock_time(at, when::now()))]),
        false => error.message(),
    };
    notice(Tone::Waiting, Glyph::Offline, [sentence], None)
}

/// The page for visitors who are not signed in.
pub fn signed_out() -> AnyView {
    frame::set_title(words::notifications().title);
    view! {
        <div class="stack">
            <h1>{words::notifications().title}</h1>
            {notice(
                Tone::Plain,
                Glyph::Person,
                [words::notifications().sign_in_first.to_owned()],
                Some((words::account().sign_in, return_path::sign_in().as_str())),
            )}
        </div>
    }
    .into_any()
}

/// The kind of visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visitor {
    Loading,
    SignedOut,
    Staff,
    Resident,
}

fn visitor(state: &SessionState) -> Visitor {
    match state {
        SessionState::Loading => Visitor::Loading,
        // Without a connection the page says so itself, and fetches again.
        SessionState::Unknown => Visitor::Resident,
        SessionState::SignedOut => Visitor::SignedOut,
        SessionState::SignedIn(user) if matches!(user.role, Role::Resident | Role::Supporter) => {
            Visitor::Resident
        }
        SessionState::SignedIn(_) => Visitor::Staff,
    }
}
