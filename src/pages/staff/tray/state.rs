//! State that the tray's parts share. It lives as long as the app, so that pending decisions are sent.

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::Notification;

use super::act::{DecisionDialog, Draft};
use super::fetch::{self, FetchState};
use super::outbox;
use super::undo::DelayedAction;
use crate::api::{ApiError, NotificationPage};
use crate::links;
use crate::model::tray::filter::Filter;
use crate::model::tray::list::{List, Row};
use crate::model::tray::pending_decision::DecisionQueue;
use crate::navigation::{Navigator, encoded, use_navigator, use_query};
use crate::session::{SessionContext, use_session};
use leptos_router::hooks::use_location;

/// Rows that are drawn before the window is measured: those of an ordinary window, since more would delay the first.
pub const FIRST_SHOWN: usize = 6;

/// The state of the tray.
#[derive(Clone, Copy)]
pub struct Tray {
    /// Whether the tray is the current page.
    pub is_open: Memo<bool>,
    pub filter: Memo<Filter>,
    pub chosen: Memo<Option<NotificationId>>,
    /// The list; none until it is loaded.
    pub list: RwSignal<Option<List>>,
    /// Why the last request failed, and the time of what is shown.
    pub failure: RwSignal<Option<(ApiError, Option<i64>)>>,
    /// The newest rows, if some are not in the list yet.
    pub newest: RwSignal<Option<NotificationPage>>,
    /// Open decisions, in words.
    pub to_decide: RwSignal<String>,
    /// Urgent decisions, in words.
    pub urgent: RwSignal<String>,
    /// The first visible row, and the one after the last.
    pub shown: RwSignal<(usize, usize)>,
    /// The row with the focus.
    pub active: RwSignal<Option<NotificationId>>,
    pub selected: RwSignal<Vec<NotificationId>>,
    /// Actions that can still be undone, or are being sent.
    pub delayed: RwSignal<Vec<DelayedAction>>,
    /// Decisions that wait for a connection.
    pub pending: RwSignal<DecisionQueue>,
    pub dialog: RwSignal<Option<DecisionDialog>>,
    /// The note of an unsent decision.
    pub draft: RwSignal<Option<Draft>>,
    /// The last change made here, for the open notification.
    pub renewed: RwSignal<Option<Row>>,
    /// The open notification, which need not be in the list.
    pub open: RwSignal<Option<Row>>,
    /// A message that is shown once.
    pub message: RwSignal<Option<String>>,
    pub navigator: Navigator,
    session: SessionContext,
    fetch_state: StoredValue<FetchState>,
}

/// The state of the tray.
pub fn use_tray() -> Tray {
    expect_context()
}

/// Provides the tray.
pub fn provide_tray() {
    let (path, query) = (use_location().pathname, use_query());
    let is_open = Memo::new(move |_| path.with(|path| links::is_below(path, links::TRAY)));
    let tray = Tray {
        is_open,
        // Other pages have queries of their own.
        filter: Memo::new(move |before: Option<&Filter>| match (is_open.get(), before) {
            (false, Some(before)) => before.clone(),
            _ => Filter::read(|name| query.get(name)),
        }),
        chosen: Memo::new(move |_| id_in(&path.get())),
        list: RwSignal::new(None),
        failure: RwSignal::new(None),
        newest: RwSignal::new(None),
        to_decide: RwSignal::new(String::new()),
        urgent: RwSignal::new(String::new()),
        shown: RwSignal::new((0, FIRST_SHOWN)),
        active: RwSignal::new(None),
        selected: RwSignal::new(Vec::new()),
        delayed: RwSignal::new(Vec::new()),
        pending: RwSignal::new(DecisionQueue::default()),
        dialog: RwSignal::new(None),
        draft: RwSignal::new(None),
        renewed: RwSignal::new(None),
        open: RwSignal::new(None),
        message: RwSignal::new(None),
        navigator: use_navigator(),
        session: use_session(),
        fetch_state: StoredValue::new(FetchState::default()),
    };
    provide_context(tray);
    fetch::keep_fetching(tray);
    outbox::keep_sending(tray);
}

/// The notification in the address.
fn id_in(path: &str) -> Option<NotificationId> {
    let rest = path.strip_prefix(links::TRAY)?.trim_matches('/');
    (!rest.is_empty()).then(|| NotificationId(rest.to_owned()))
}

impl Tray {
    /// Access to the state of the requests.
    pub fn fetch_state<T>(self, see: impl FnOnce(&mut FetchState) -> T) -> Option<T> {
        self.fetch_state.try_update_value(see)
    }

    /// Replaces a notification by its current state.
    pub fn update(self, notification: &Notification) {
        self.list.update(|list| {
            if let Some(list) = list {
                list.update(notification);
            }
        });
        self.renewed.set(Some(notification.clone().into()));
    }

    /// The row at this place.
    pub fn row(self, index: usize) -> Option<Row> {
        self.list.with_untracked(|list| list.as_ref()?.get(index).cloned())
    }

    /// The index of a row.
    pub fn place(self, id: &NotificationId) -> Option<usize> {
        self.list.with_untracked(|list| list.as_ref()?.place(id))
    }

    /// The newest known state: of the open notification, of a loaded row, and of the last action.
    pub fn find(self, id: &NotificationId) -> Option<Row> {
        let listed =
            self.list.with_untracked(|list| list.as_ref()?.loaded_rows().find(|row| row.id == *id).cloned());
        let all = [self.open.get_untracked(), listed, self.renewed.get_untracked()];
        let own = all.into_iter().flatten().filter(|row| row.id == *id);
        own.max_by_key(|row| (row.version, row.is_read_status))
    }

    /// The address of the filtered list.
    pub fn address(self) -> String {
        address_of(links::TRAY, &self.filter.get_untracked())
    }

    /// The address of a notification beside it.
    pub fn address_of(self, id: &NotificationId) -> String {
        address_of(&links::tray_item(id), &self.filter.get_untracked())
    }

    /// The reader's e-mail address.
    pub fn own_email(self) -> String {
        self.session.state.with_untracked(|state| state.email().to_owned())
    }
}

/// A path with a filter.
pub fn address_of(path: &str, filter: &Filter) -> String {
    let pairs: Vec<_> = filter.written().into_iter().map(|(name, value)| (name, encoded(&value))).collect();
    links::with_query(path, &pairs)
}
