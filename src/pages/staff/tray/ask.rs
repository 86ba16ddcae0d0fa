//! What is asked of the server for the list: its newest page again and again, and the page that the reader scrolls to.

use std::time::Duration;

use leptos::prelude::*;
use wire::notification::{NotificationFilter, TrayChange};

use super::state::{FIRST_SHOWN, Tray};
use crate::api::{ApiError, NotificationPage, Polled, list_notifications};
use crate::events::use_events;
use crate::frame::work;
use crate::model::tray::filter::{Filter, Show};
use crate::model::tray::list::{List, PAGE, Total};
use crate::server_clock;
use crate::session::{Viewer, use_session};
use crate::ui::when;

/// Changes that come together are one question.
const PAUSE: Duration = Duration::from_millis(150);
/// After a page did not come.
const AGAIN: Duration = Duration::from_secs(3);

/// What is out, and what was last heard.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// Counts the filters: an answer to an older one comes too late.
    turn: u32,
    filter: Option<Filter>,
    etag: Option<String>,
    head_is_out: bool,
    head_again: bool,
    page_is_out: bool,
    known_at: Option<i64>,
    /// So many rows are needed to stand where the reader stood before.
    pub reach: Option<usize>,
}

/// Asks while the tray is shown and somebody is signed in.
pub fn keep_asking(tray: Tray) {
    let session = use_session();
    let events = use_events();
    let may = Memo::new(move |_| {
        tray.is_open.get()
            && session.viewer.with(|viewer| matches!(viewer, Viewer::SignedIn(user) if user.role.is_staff()))
    });
    Effect::new(move |_| {
        let filter = tray.filter.get();
        if may.get() {
            begin(tray, filter);
        }
    });
    Effect::new(move |before: Option<i64>| {
        let change = events.change.get().1;
        let missed = before.is_some_and(|before| change.revision > before && says_nothing(&change));
        take_over(tray, &change, missed || change.reread);
        if may.get_untracked() {
            set_timeout(move || look(tray), PAUSE);
        }
        change.revision
    });
    Effect::new(move |_| {
        let (first, _) = tray.shown.get();
        tray.list.track();
        match (may.get(), first) {
            (false, _) => {}
            // At the top the next page is not seen yet, and reading it would delay the rows that are.
            (true, 0) => set_timeout(move || fill(tray), PAUSE),
            (true, _) => fill(tray),
        }
    });
}

fn says_nothing(change: &TrayChange) -> bool {
    change.changed.is_empty() && change.removed.is_empty()
}

fn take_over(tray: Tray, change: &TrayChange, doubt: bool) {
    if says_nothing(change) && !doubt {
        return;
    }
    tray.list.update(|list| {
        let Some(list) = list else { return };
        for notification in &change.changed {
            list.renew(notification);
        }
        for id in &change.removed {
            list.remove(id);
        }
        if doubt {
            list.doubt();
        }
    });
}

/// Another filter: what was known is about something else. The same one, after signing in again, only renews.
fn begin(tray: Tray, filter: Filter) {
    let is_new = tray.asking(|asking| {
        let is_new = asking.filter.as_ref() != Some(&filter);
        if is_new {
            let (turn, reach) = (asking.turn + 1, asking.reach);
            *asking = Asking { turn, reach, filter: Some(filter), ..Asking::default() };
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
    look(tray);
}

/// Asks for the newest page, and how many wait for a decision, and are urgent.
pub fn look(tray: Tray) {
    let asked = tray.asking(|asking| {
        asking.head_again = asking.head_is_out;
        let filter = asking.filter.clone().filter(|_| !asking.head_is_out)?;
        asking.head_is_out = true;
        Some((asking.turn, filter, asking.etag.clone()))
    });
    let Some(Some((turn, filter, etag))) = asked else { return };
    work(async move {
        let question = NotificationFilter { limit: Some(PAGE as u32), ..question_of(&filter) };
        let answer = list_notifications(&question, etag.as_deref()).await;
        take_newest(tray, turn, answer);
        for (show, count) in [(Show::ToDecide, tray.to_decide), (Show::Urgent, tray.urgent)] {
            if let Ok(Polled::Changed(listed, _)) =
                list_notifications(&only_counted(&filter, show), None).await
            {
                count.set(listed.total);
            }
        }
        let again = tray.asking(|asking| {
            // Another filter has its own question out.
            if asking.turn != turn {
                return false;
            }
            asking.head_is_out = false;
            std::mem::take(&mut asking.head_again)
        });
        if again == Some(true) {
            look(tray);
        }
    });
}

/// What this filter means now and here.
fn question_of(filter: &Filter) -> NotificationFilter {
    filter.asked(when::now(), when::midnight)
}

/// One row is enough.
fn only_counted(filter: &Filter, show: Show) -> NotificationFilter {
    let all = Filter { show, of_all: filter.of_all, ..Filter::default() };
    NotificationFilter { limit: Some(1), ..question_of(&all) }
}

fn take_newest(tray: Tray, turn: u32, answer: Result<Polled<NotificationPage>, ApiError>) {
    let known_at = tray.asking(|asking| {
        if asking.turn == turn && answer.is_ok() {
            asking.known_at = Some(server_clock::now());
        }
        (asking.turn == turn).then_some(asking.known_at)
    });
    // Another filter was chosen meanwhile: its own question is out, or follows.
    let Some(Some(known_at)) = known_at else { return };
    match answer {
        Err(error) => {
            tray.failure.set(Some((error, known_at)));
            set_timeout(move || look(tray), AGAIN);
        }
        Ok(answer) => {
            if tray.failure.with_untracked(Option::is_some) {
                tray.failure.set(None);
            }
            if let Polled::Changed(listed, etag) = answer {
                tray.asking(|asking| asking.etag = etag);
                compare(tray, listed);
            }
        }
    }
}

/// What is new waits for the reader to ask for it, unless there is nothing that it could push away.
fn compare(tray: Tray, listed: NotificationPage) {
    let total = Total::read(&listed.total);
    if tray.list.with_untracked(|list| list.as_ref().is_none_or(|list| list.length() == 0)) {
        tray.newest.set(None);
        return tray.list.set(Some(List::begin(listed.rows, total)));
    }
    let mut new = 0;
    tray.list.update(|list| {
        let Some(list) = list else { return };
        for row in &listed.rows {
            list.renew(row);
        }
        new = list.count_new(&listed.rows);
        if new == 0 {
            list.total = total;
        }
    });
    tray.newest.set((new > 0).then_some(listed));
}

/// Takes the new rows into the list.
pub fn join(tray: Tray) {
    let Some(listed) = tray.newest.get_untracked() else { return };
    tray.newest.set(None);
    tray.list.update(|list| {
        if let Some(list) = list {
            list.join(listed.rows, Total::read(&listed.total));
        }
    });
}

/// Where the reader is, or is about to be.
fn near(tray: Tray) -> std::ops::Range<usize> {
    let (first, last) = tray.shown.get_untracked();
    match tray.asking(|asking| asking.reach).flatten() {
        Some(reach) => reach.saturating_sub(last.saturating_sub(first))..reach,
        None => first..last,
    }
}

/// Asks for the page that is scrolled to, if there is one that is not known.
fn fill(tray: Tray) {
    let wanted = tray.list.with_untracked(|list| list.as_ref()?.wanted(near(tray)));
    let Some(wanted) = wanted else { return };
    let asked = tray.asking(|asking| {
        let filter = asking.filter.clone().filter(|_| !asking.page_is_out)?;
        asking.page_is_out = true;
        Some((asking.turn, filter))
    });
    let Some(Some((turn, filter))) = asked else { return };
    work(async move {
        let question = NotificationFilter {
            limit: Some(PAGE as u32),
            before: wanted.before.clone(),
            ..question_of(&filter)
        };
        let answer = list_notifications(&question, None).await;
        let is_now = tray.asking(|asking| {
            asking.page_is_out &= asking.turn != turn;
            asking.turn == turn
        });
        if is_now != Some(true) {
            return;
        }
        match answer {
            Ok(Polled::Changed(listed, _)) => tray.list.update(|list| {
                if let Some(list) = list {
                    list.put(&wanted, listed.rows);
                    list.let_go(near(tray));
                }
            }),
            Ok(Polled::Unchanged) => {}
            Err(_) => set_timeout(move || fill(tray), AGAIN),
        }
    });
}
