//! Actions on several notifications at once, at the foot of the list while some are selected.

use leptos::prelude::*;

use super::act;
use super::state::{Tray, use_tray};
use super::undo::{restore, schedule};
use crate::components::tray::tray_action_words;
use crate::model::tray::action::TrayAction;
use crate::model::tray::list::Row;
use crate::ui::{Button, Kind};
use crate::words::{self, fill};

/// The bar.
#[component]
pub fn BulkBar() -> impl IntoView {
    let tray = use_tray();
    let some = Memo::new(move |_| tray.selected.with(|selected| !selected.is_empty()));
    (move || if some.get() { view! { <Bar tray/> }.into_any() } else { ().into_any() }).into_any()
}

#[component]
fn Bar(tray: Tray) -> impl IntoView {
    let words = words::bulk();
    let count = move || fill(words.count, &[("count", &tray.selected.with(Vec::len).to_string())]);
    // Only actions that fit at least one of them.
    let fitting = Memo::new(move |_| {
        tray.list.track();
        let rows = selected(tray);
        let all = [
            TrayAction::Read,
            TrayAction::Approve,
            TrayAction::Reject,
            TrayAction::Remove,
            TrayAction::Restore,
        ];
        all.into_iter().filter(|tray_action| rows.iter().any(|row| tray_action.fits(row))).collect::<Vec<_>>()
    });
    let buttons = move || {
        let fitting = fitting.get();
        if fitting.is_empty() {
            return view! { <p class="quiet">{words.none_fits}</p> }.into_any();
        }
        let button = |tray_action: TrayAction| {
            let press = Callback::new(move |()| act_on_selected(tray, tray_action));
            view! { <Button on_press=press>{tray_action_words(tray_action)}</Button> }
        };
        fitting.into_iter().map(button).collect_view().into_any()
    };
    let all = Callback::new(move |()| {
        let ids = tray.list.with_untracked(|list| {
            list.iter().flat_map(|list| list.loaded_rows()).map(|row| row.id.clone()).collect::<Vec<_>>()
        });
        tray.selected.set(ids);
    });
    let none = Callback::new(move |()| tray.selected.set(Vec::new()));
    view! {
        <div class="bulk" role="group" aria-label=words.title>
            <div class="bulk__head">
                <p class="bulk__count" role="status">{count}</p>
                <div>
                    <Button kind=Kind::Quiet on_press=all>{words.all}</Button>
                    <Button kind=Kind::Quiet on_press=none>{words.none}</Button>
                </div>
            </div>
            <div class="bulk__actions">{buttons}</div>
        </div>
    }
    .into_any()
}

fn selected(tray: Tray) -> Vec<Row> {
    tray.selected.get().iter().filter_map(|id| tray.find(id)).collect()
}

/// Performs an action on those that it fits.
fn act_on_selected(tray: Tray, tray_action: TrayAction) {
    let rows: Vec<Row> = untrack(|| selected(tray)).into_iter().filter(|row| tray_action.fits(row)).collect();
    if tray_action.is_decision() {
        return act::ask(tray, tray_action, rows);
    }
    let ids = rows.iter().map(|row| row.id.clone()).collect();
    match tray_action {
        TrayAction::Restore => restore(tray, ids),
        _ => schedule(tray, tray_action, ids),
    }
    tray.selected.set(Vec::new());
}
