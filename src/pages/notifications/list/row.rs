//! The rows of a page: the same content as in the officers' tray.

use leptos::prelude::*;
use wire::id::NotificationId;

use super::{ListContext, PAGE};
use crate::components::tray::{Reader, RowContext, notification_row};
use crate::links;
use crate::ui::{Button, Kind, scoped_memo, use_now};
use crate::words;

/// Ages in a list need not grow every second.
const COARSE: i64 = 10_000;

/// The rows.
pub fn rows(list: ListContext) -> AnyView {
    let now = use_now();
    let now = Memo::new(move |_| now.get() / COARSE * COARSE + COARSE);
    let ids = Memo::new(move |_| {
        let gone = list.context.gone.get();
        let all = list.poll.data.with(|seen| seen.value().cloned());
        let ids = all.iter().flat_map(|all| all.rows.iter().take(PAGE).map(|row| row.id.clone()));
        ids.filter(|id| !gone.contains(id)).collect::<Vec<_>>()
    });
    view! {
        <ol class="news" hidden=move || ids.with(Vec::is_empty)>
            <For each=move || ids.get() key=|id| id.0.clone() children=move |id| row(list, now, id)/>
        </ol>
    }
    .into_any()
}

fn row(list: ListContext, now: Memo<i64>, id: NotificationId) -> AnyView {
    let (wanted, goes) = (id.clone(), id.clone());
    let row = scoped_memo(move |_| list.find(&wanted));
    let leaving = scoped_memo(move |_| list.context.pending_removals.holds(&goes));
    let is_unread = move || row.with(|row| row.as_ref().is_some_and(|row| !row.is_read_status));
    let act = Callback::new(move |(id, tray_action)| list.act(id, tray_action));
    // Ids are random: their first digits are unique enough for one page.
    let key = i64::from_str_radix(id.0.get(..8).unwrap_or_default(), 16).unwrap_or_default();
    let inside = move || {
        let Some(row) = row.get() else { return ().into_any() };
        let row_context = RowContext {
            notification: &row,
            reader: Reader::Resident,
            key,
            now: now.get(),
            own_email: "",
            pending: None,
            leaving: leaving.get(),
            read: row.is_read_status,
            reachable: true,
        };
        notification_row(&row_context, links::notification(&row.id), act)
    };
    let keep = move || match leaving.get() {
        true => keep(list, id.clone()),
        false => ().into_any(),
    };
    view! {
        <li class="news__item" data-unread=is_unread data-leaving=move || leaving.get()>{inside}{keep}</li>
    }
    .into_any()
}

fn keep(list: ListContext, id: NotificationId) -> AnyView {
    let press = Callback::new(move |()| list.context.pending_removals.keep(&id));
    view! { <p class="news__keep"><Button kind=Kind::Quiet on_press=press>{words::notifications().keep}</Button></p> }
    .into_any()
}
