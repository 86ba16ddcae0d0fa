//! The list itself. Only the visible rows and a few around them are in the document; each states its position in the
//! whole, and the row with the focus stays in the document wherever the list is scrolled, so that Tab and screen
//! readers find it.

mod measure;

use leptos::prelude::*;
use wire::id::NotificationId;

use super::act;
use super::state::{Tray, use_tray};
use crate::components::tray::{Reader, RowContext, notification_row, title};
use crate::model::tray::action::TrayAction;
use crate::model::tray::list::Row;
use crate::model::tray::pending_decision::PendingDecision;
use crate::ui::{Skeleton, scoped_memo, use_now};
use crate::words::{self, fill};
pub use measure::{Measure, focus_row, pixels, provide_measure};

/// How often ages are updated, in milliseconds: every second would update the whole list.
const COARSE: i64 = 10_000;

/// A row in the document.
#[derive(Clone, PartialEq)]
struct VisibleRow {
    key: i64,
    place: usize,
    /// None while it is loading.
    row: Option<Row>,
}

/// The rows of the list.
pub fn feed() -> AnyView {
    let tray = use_tray();
    let measure = provide_measure(tray);
    let rows = Memo::new(move |_| {
        let (first, last) = tray.shown.get();
        let active = tray.active.get();
        let around = measure.around.get();
        tray.list.with(|list| {
            list.as_ref()
                .map(|list| {
                    let length = list.length();
                    let mut places: Vec<usize> =
                        (first.saturating_sub(around)..(last + around).min(length)).collect();
                    let pinned = active.and_then(|id| list.place(&id));
                    if let Some(place) = pinned.filter(|place| !places.contains(place)) {
                        let at = places.partition_point(|other| *other < place);
                        places.insert(at, place);
                    }
                    places
                        .into_iter()
                        .map(|place| row_at(place, list.get(place).cloned()))
                        .collect::<Vec<_>>()
                })
                .unwrap_or_default()
        })
    });
    let keys = Memo::new(move |_| rows.with(|rows| rows.iter().map(|one| one.key).collect::<Vec<_>>()));
    let length = Memo::new(move |_| tray.list.with(|list| list.as_ref().map_or(0, |list| list.length())));
    let size =
        Memo::new(move |_| tray.list.with(|list| list.as_ref().map_or(Some(0), |list| list.set_size())));
    let renderer = RowRenderer::new(tray, rows, measure, size);
    let whole = move || tray.list.with(|list| list.as_ref().is_none_or(|list| list.is_complete()));
    let more = move || {
        if whole() {
            ().into_any()
        } else {
            view! { <div class="feed__more"><Skeleton words=words::staff().loading bars=3/></div> }.into_any()
        }
    };
    view! {
        <div
            class="feed"
            id="feed"
            role=move || (length.get() > 0).then_some("feed")
            aria-label=move || (length.get() > 0).then_some(words::tray().title)
            aria-busy=move || (!whole()).then_some("false")
            style:block-size=move || pixels(length.get() as f64 * measure.row.get())
        >
            <div class="feed__ruler" id="feed-ruler" aria-hidden="true"></div>
            <For each=move || keys.get() key=|key| *key children=move |key| renderer.article(key)/>
        </div>
        {more}
    }
    .into_any()
}

fn row_at(place: usize, row: Option<Row>) -> VisibleRow {
    let key = row.as_ref().map_or(-1 - place as i64, |row| key_of(&row.id));
    VisibleRow { key, place, row }
}

/// The key of a notification's row.
pub fn key_of(id: &NotificationId) -> i64 {
    crate::ui::row_key(&id.0)
}

/// What every row needs.
#[derive(Clone, Copy)]
struct RowRenderer {
    tray: Tray,
    rows: Memo<Vec<VisibleRow>>,
    measure: Measure,
    size: Memo<Option<usize>>,
    now: Memo<i64>,
    /// The row that Tab goes to.
    reachable: Memo<i64>,
    act: Callback<(NotificationId, TrayAction)>,
}

impl RowRenderer {
    fn new(tray: Tray, rows: Memo<Vec<VisibleRow>>, measure: Measure, size: Memo<Option<usize>>) -> Self {
        let now = use_now();
        let reachable = Memo::new(move |_| {
            let active = tray.active.get().map(|id| key_of(&id));
            let top = tray.shown.get().0;
            rows.with(|rows| {
                let is_there = |key: &i64| rows.iter().any(|one| one.key == *key);
                let first = rows.iter().find(|one| one.place >= top).or(rows.first());
                active.filter(is_there).or(first.map(|one| one.key)).unwrap_or_default()
            })
        });
        Self {
            tray,
            rows,
            measure,
            size,
            now: Memo::new(move |_| now.get() / COARSE * COARSE + COARSE),
            reachable,
            act: Callback::new(move |(id, tray_action)| act::perform(tray, id, tray_action)),
        }
    }

    fn article(self, key: i64) -> AnyView {
        let tray = self.tray;
        let this = scoped_memo(move |before: Option<&Option<VisibleRow>>| {
            let found = self.rows.with(|rows| rows.iter().find(|one| one.key == key).cloned());
            // A row that is about to be removed keeps its last look until it is gone.
            found.or_else(|| before.cloned().flatten())
        });
        // What is drawn subscribes to the row, and is dropped with it: Leptos 0.8 would keep every row that was ever
        // drawn on the subscriber list of its sources.
        let position = scoped_memo(move |_| RowPosition {
            place: this.with(|one| one.as_ref().map_or(0, |one| one.place)),
            of: self.size.get(),
            height: self.measure.row.get(),
        });
        let row = scoped_memo(move |_| this.with(|one| one.as_ref().and_then(|one| one.row.clone())));
        let state =
            scoped_memo(move |_| row.with(|row| row.as_ref().map(|row| self.state(row))).unwrap_or_default());
        let reachable = scoped_memo(move |_| self.reachable.get() == key);
        let details = scoped_memo(move |_| RowDetails {
            now: self.now.get(),
            pending: row.with(|row| {
                let id = &row.as_ref()?.id;
                tray.pending.with(|queue| queue.about(&tray.own_email(), id).cloned())
            }),
        });
        let inside = move || match row.get() {
            None => view! { <div class="item__wait" aria-hidden="true"></div> }.into_any(),
            Some(row) => {
                details.with(|details| self.inside(&row, key, state.get(), reachable.get(), details))
            }
        };
        let focused = move |_| {
            let id = row.with_untracked(|row| row.as_ref().map(|row| row.id.clone()));
            if id.is_some() && tray.active.with_untracked(|active| *active != id) {
                tray.active.set(id);
            }
        };
        view! {
            <article
                class="item"
                id=format!("row-{key}")
                tabindex=move || if reachable.get() { "0" } else { "-1" }
                aria-labelledby=format!("item-{key}")
                aria-describedby=format!("about-{key}")
                aria-posinset=move || (position.get().place + 1).to_string()
                aria-setsize=move || position.get().of.map_or_else(|| "-1".to_owned(), |size| size.to_string())
                data-look=move || state.get().attribute()
                style:transform=move || {
                    let RowPosition { place, height, .. } = position.get();
                    format!("translateY({})", pixels(place as f64 * height))
                }
                on:focusin=focused
            >
                {self.pick(row, state, reachable)}
                {inside}
            </article>
        }
        .into_any()
    }

    /// The state of a row besides its text.
    fn state(self, row: &Row) -> RowState {
        let tray = self.tray;
        let later =
            |tray_action| tray.delayed.with(|all| all.iter().any(|one| one.is_about(tray_action, &row.id)));
        let read = row.is_read_status || later(TrayAction::Read);
        RowState {
            read,
            leaving: later(TrayAction::Remove),
            selected: tray.selected.with(|selected| selected.contains(&row.id)),
            open: tray.chosen.with(|chosen| chosen.as_ref() == Some(&row.id)),
            alarm: row.target_type.is_alarm() && !read,
        }
    }

    fn inside(self, row: &Row, key: i64, state: RowState, reachable: bool, details: &RowDetails) -> AnyView {
        let row_context = RowContext {
            notification: row,
            reader: Reader::Staff,
            key,
            now: details.now,
            own_email: &self.tray.own_email(),
            pending: details.pending.as_ref(),
            leaving: state.leaving,
            read: state.read,
            reachable,
        };
        notification_row(&row_context, self.tray.address_of(&row.id), self.act)
    }

    /// The checkbox that selects a row.
    fn pick(self, row: Memo<Option<Row>>, state: Memo<RowState>, reachable: Memo<bool>) -> impl IntoView {
        let tray = self.tray;
        let label = move || {
            let title = row.with(|row| row.as_ref().map(|row| title(row))).unwrap_or_default();
            fill(words::item().select, &[("title", &title)])
        };
        let toggle = move |_| {
            if let Some(row) = row.get_untracked() {
                select(tray, &row.id);
            }
        };
        view! {
            <label class="item__pick">
                <input
                    type="checkbox"
                    tabindex=move || if reachable.get() { "0" } else { "-1" }
                    aria-label=label
                    prop:checked=move || state.get().selected
                    on:change=toggle
                />
            </label>
        }
    }
}

/// The position of a row.
#[derive(Clone, Copy, PartialEq)]
struct RowPosition {
    place: usize,
    /// The number of rows, if known.
    of: Option<usize>,
    /// The height of a row.
    height: f64,
}

/// What a row says besides the notification.
#[derive(Clone, PartialEq)]
struct RowDetails {
    now: i64,
    pending: Option<PendingDecision>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct RowState {
    read: bool,
    leaving: bool,
    selected: bool,
    open: bool,
    alarm: bool,
}

impl RowState {
    /// For the stylesheet: one attribute, since each costs as much as all of them.
    fn attribute(self) -> String {
        let words = [
            (!self.read, "unread"),
            (self.alarm, "alarm"),
            (self.leaving, "leaving"),
            (self.selected, "selected"),
            (self.open, "open"),
        ];
        words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect::<Vec<_>>().join(" ")
    }
}

/// Selects a notification, or deselects it.
pub fn select(tray: Tray, id: &NotificationId) {
    tray.selected.update(|selected| match selected.iter().position(|other| other == id) {
        Some(at) => _ = selected.remove(at),
        None => selected.push(id.clone()),
    });
}
