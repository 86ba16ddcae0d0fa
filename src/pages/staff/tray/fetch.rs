//! Fetching the list: its newest page on every change, and the page that is scrolled to.

use std::time::Duration;

use leptos::prelude::*;
use wire::notification::{NotificationFilter, TrayChange};

use super::state::{FIRST_SHOWN, Tray};
use crate::api::{ApiError, NotificationPage, Polled, list_notifications};
use crate::events::use_events;
use crate::frame::work;
use crate::model::tray::filter::{Filter, Tab};
use crate::model::tray::list::{List, PAGE, Total};
use crate::server_clock;
use crate::session::{SessionState, use_session};
use crate::ui::when;

/// Changes that come together cause one request.
const PAUSE: Duration = Duration::from_millis(150);
/// The wait after a page failed.
const RETRY_DELAY: Duration = Duration::from_secs(3);

/// State of the requests, and the last results.
#[derive(Clone, Debug, Default)]
pub struct FetchState {
    /// Counts the filters: a response to an older one comes too late.
    generation: u32,
    filter: Option<Filter>,
    etag: Option<String>,
    head_is_out: bool,
    head_again: bool,
    page_is_out: bool,
    known_at: Option<i64>,
    /// This many rows are needed to restore the scroll position.
    pub reach: Option<usize>,
}

/// Fetches while the tray is shown and a staff account is signed in.
pub fn keep_fetching(tray: Tray) {
    let session = use_session();
    let events = use_events();
    let may = Memo::new(move |_| {
        tray.is_open.get()
            && session
                .state
                .with(|state| matches!(state, SessionState::SignedIn(user) if user.role.is_staff()))
    });
    Effect::new(move |_| {
        let filter = tray.filter.get();
        if may.get() {
            start(tray, filter);
        }
    });
    Effect::new(move |before: Option<i64>| {
        let change = events.change.get().1;
        let missed = before.is_some_and(|before| change.revision > before && is_empty(&change));
        apply_change(tray, &change, missed || change.reread);
        if may.get_untracked() {
            set_timeout(move || fetch_newest(tray), PAUSE);
        }
        change.revision
    });
    Effect::new(move |_| {
        let (first, _) = tray.shown.get();
        tray.list.track();
        match (may.get(), first) {
            (false, _) => {}
            // At the top the next page is not visible yet, and fetching it would delay the visible rows.
            (true, 0) => set_timeout(move || fetch_next_page(tray), PAUSE),
            (true, _) => fetch_next_page(tray),
        }
    });
}

fn is_empty(change: &TrayChange) -> bool {
    change.changed.is_empty() && change.removed.is_empty()
}

fn apply_change(tray: Tray, change: &TrayChange, has_missed: bool) {
    if is_empty(change) && !has_missed {
        return;
    }
    tray.list.update(|list| {
        let Some(list) = list else { return };
        for notification in &change.changed {
            list.update(notification);
        }
        for id in &change.removed {
            list.remove(id);
        }
        if has_missed {
            list.mark_stale();
        }
    });
}

/// A new filter: known rows are about something else. The same filter, after signing in again, only refetches.
fn start(tray: Tray, filter: Filter) {
    let is_new = tray.fetch_state(|fetch_state| {
        let is_new = fetch_state.filter.as_ref() != Some(&filter);
        if is_new {
            let (generation, reach) = (fetch_state.generation + 1, fetch_state.reach);
            *fetch_state = FetchState { generation, reach, filter: Some(filter), ..FetchState::default() };
        }
        is_new
    });
    if is_new == Some(true) {
        tray.list.set(None);
        tray.failure.set(None);
        tray.newest.set(None);
        tray.selected.set(Vec::new());
        tray.shown.set((0, FIRST_SHOWN));
    }
    fetch_newest(tray);
}

/// Fetches the newest page, and the counts of open and urgent decisions.
pub fn fetch_newest(tray: Tray) {
    let request = tray.fetch_state(|fetch_state| {
        fetch_state.head_again = fetch_state.head_is_out;
        let filter = fetch_state.filter.clone().filter(|_| !fetch_state.head_is_out)?;
        fetch_state.head_is_out = true;
        Some((fetch_state.generation, filter, fetch_state.etag.clone()))
    });
    let Some(Some((generation, filter, etag))) = request else { return };
    work(async move {
        let query = NotificationFilter { limit: Some(PAGE as u32), ..query_of(&filter) };
        let answer = list_notifications(&query, etag.as_deref()).await;
        receive_newest(tray, generation, answer);
        for (show, count) in [(Tab::ToDecide, tray.to_decide), (Tab::Urgent, tray.urgent)] {
            if let Ok(Polled::Changed(listed, _)) =
                list_notifications(&count_query(&filter, show), None).await
            {
                count.set(listed.total);
            }
        }
        let is_queued = tray.fetch_state(|fetch_state| {
            // Another filter has its own request running.
            if fetch_state.generation != generation {
                return false;
            }
            fetch_state.head_is_out = false;
            std::mem::take(&mut fetch_state.head_again)
        });
        if is_queued == Some(true) {
            fetch_newest(tray);
        }
    });
}

/// The API query of this filter now and here.
fn query_of(filter: &Filter) -> NotificationFilter {
    filter.to_query(when::now(), when::midnight)
}

/// One row is enough.
fn count_query(filter: &Filter, show: Tab) -> NotificationFilter {
    let all = Filter { show, of_all: filter.of_all, ..Filter::default() };
    NotificationFilter { limit: Some(1), ..query_of(&all) }
}

fn receive_newest(tray: Tray, generation: u32, answer: Result<Polled<NotificationPage>, ApiError>) {
    let known_at = tray.fetch_state(|fetch_state| {
        if fetch_state.generation == generation && answer.is_ok() {
            fetch_state.known_at = Some(server_clock::now());
        }
        (fetch_state.generation == generation).then_some(fetch_state.known_at)
    });
    // Another filter was chosen meanwhile: its own request is running, or follows.
    let Some(Some(known_at)) = known_at else { return };
    match answer {
        Err(error) => {
            tray.failure.set(Some((error, known_at)));
            set_timeout(move || fetch_newest(tray), RETRY_DELAY);
        }
        Ok(answer) => {
            if tray.failure.with_untracked(Option::is_some) {
                tray.failure.set(None);
            }
            if let Polled::Changed(listed, etag) = answer {
                tray.fetch_state(|fetch_state| fetch_state.etag = etag);
                apply_newest(tray, listed);
            }
        }
    }
}

/// New rows wait until the reader asks for them, unless the list is empty.
fn apply_newest(tray: Tray, listed: NotificationPage) {
    let total = Total::read(&listed.total);
    if tray.list.with_untracked(|list| list.as_ref().is_none_or(|list| list.length() == 0)) {
        tray.newest.set(None);
        return tray.list.set(Some(List::begin(listed.rows, total)));
    }
    let mut new = 0;
    tray.list.update(|list| {
        let Some(list) = list else { return };
        for row in &listed.rows {
            list.update(row);
        }
        new = list.count_new(&listed.rows);
        if new == 0 {
            list.total = total;
        }
    });
    tray.newest.set((new > 0).then_some(listed));
}

/// Takes the new rows into the list.
pub fn show_new(tray: Tray) {
    let Some(listed) = tray.newest.get_untracked() else { return };
    tray.newest.set(None);
    tray.list.update(|list| {
        if let Some(list) = list {
            list.join(listed.rows, Total::read(&listed.total));
        }
    });
}

/// Where the reader is, or is about to be.
fn visible_range(tray: Tray) -> std::ops::Range<usize> {
    let (first, last) = tray.shown.get_untracked();
    match tray.fetch_state(|fetch_state| fetch_state.reach).flatten() {
        Some(reach) => reach.saturating_sub(last.saturating_sub(first))..reach,
        None => first..last,
    }
}

/// Fetches the page that is scrolled to, unless it is loaded.
fn fetch_next_page(tray: Tray) {
    let page_request = tray.list.with_untracked(|list| list.as_ref()?.next_request(visible_range(tray)));
    let Some(page_request) = page_request else { return };
    let request = tray.fetch_state(|fetch_state| {
        let filter = fetch_state.filter.clone().filter(|_| !fetch_state.page_is_out)?;
        fetch_state.page_is_out = true;
        Some((fetch_state.generation, filter))
    });
    let Some(Some((generation, filter))) = request else { return };
    work(async move {
        let query = NotificationFilter {
            limit: Some(PAGE as u32),
            before: page_request.before.clone(),
            ..query_of(&filter)
        };
        let answer = list_notifications(&query, None).await;
        let is_now = tray.fetch_state(|fetch_state| {
            fetch_state.page_is_out &= fetch_state.generation != generation;
            fetch_state.generation == generation
        });
        if is_now != Some(true) {
            return;
        }
        match answer {
            Ok(Polled::Changed(listed, _)) => tray.list.update(|list| {
                if let Some(list) = list {
                    list.insert_page(&page_request, listed.rows);
                    list.evict(visible_range(tray));
                }
            }),
            Ok(Polled::Unchanged) => {}
            Err(_) => set_timeout(move || fetch_next_page(tray), RETRY_DELAY),
        }
    });
}
