//! Keyboard shortcuts of the tray: j and k move, o opens, a and r decide, x selects, u goes back, z undoes, /
//! searches, ? shows help. They can be switched off, and are inactive while somebody types or a dialog is open.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::act;
use super::feed::{focus_row, key_of, select};
use super::state::{Tray, use_tray};
use super::undo::undo_newest;
use crate::device::preference::{preference, set_preference};
use crate::model::tray::action::TrayAction;
use crate::ui::{Button, Check, Dialog, Kind, focus};
use crate::words;

const STORAGE_KEY: &str = "tocsin-tray-keys";

/// Whether the shortcuts are on, and whether their help is open.
#[derive(Clone, Copy)]
pub struct Keys {
    on: RwSignal<bool>,
    sheet: RwSignal<bool>,
}

/// Listens for keys for as long as the page lives.
pub fn provide_keys() -> Keys {
    let keys = Keys {
        on: RwSignal::new(preference(STORAGE_KEY).as_deref() != Some("off")),
        sheet: RwSignal::new(false),
    };
    let tray = use_tray();
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if !is_for_somebody_else(&event) && press(tray, keys, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
    keys
}

fn is_for_somebody_else(event: &KeyboardEvent) -> bool {
    if event.default_prevented()
        || event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || event.is_composing()
    {
        return true;
    }
    let writes = "input:not([type=checkbox]), textarea, select, dialog, [contenteditable]";
    element(event).is_some_and(|target| target.closest(writes).is_ok_and(|found| found.is_some()))
}

fn element(event: &KeyboardEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Whether the key had a meaning.
fn press(tray: Tray, keys: Keys, event: &KeyboardEvent) -> bool {
    let key = event.key();
    let in_row = element(event).is_some_and(|target| target.tag_name() == "ARTICLE");
    // A focused row handles arrow keys like every list, whether the shortcuts are on or off.
    match key.as_str() {
        "ArrowDown" | "PageDown" if in_row => return step(tray, 1),
        "ArrowUp" | "PageUp" if in_row => return step(tray, -1),
        "Enter" if in_row => return open(tray),
        _ => {}
    }
    if !keys.on.get_untracked() {
        return false;
    }
    match key.as_str() {
        "j" => step(tray, 1),
        "k" => step(tray, -1),
        "o" => open(tray),
        "a" => decide(tray, TrayAction::Approve),
        "r" => decide(tray, TrayAction::Reject),
        "x" => here(tray).is_some_and(|id| {
            select(tray, &id);
            true
        }),
        "u" => back(tray),
        "z" => {
            undo_newest(tray);
            true
        }
        "/" => {
            focus("tray-search");
            true
        }
        "?" => {
            keys.sheet.set(true);
            true
        }
        _ => false,
    }
}

/// The open notification, or the focused row.
fn here(tray: Tray) -> Option<wire::id::NotificationId> {
    tray.chosen.get_untracked().or_else(|| tray.active.get_untracked())
}

/// Moves to the next or previous row; while a notification is open, opens that one.
pub fn step(tray: Tray, by: isize) -> bool {
    let (top, _) = tray.shown.get_untracked();
    let place = here(tray).and_then(|id| tray.place(&id));
    let next = match place {
        None => Some(top),
        Some(place) => place.checked_add_signed(by),
    };
    let Some(row) = next.and_then(|next| tray.row(next)) else {
        if let Some(next) = next {
            // It is being fetched; the next press finds it.
            tray.shown.set((next, next + 30));
        }
        return true;
    };
    tray.active.set(Some(row.id.clone()));
    if tray.chosen.with_untracked(Option::is_some) {
        tray.navigator.replace(&tray.address_of(&row.id));
    } else {
        focus_row(key_of(&row.id));
    }
    true
}

fn open(tray: Tray) -> bool {
    let Some(id) = tray.active.get_untracked().filter(|_| tray.chosen.with_untracked(Option::is_none)) else {
        return false;
    };
    if tray.find(&id).is_some_and(|row| row.removed_at.is_some()) {
        return true;
    }
    tray.navigator.push(&tray.address_of(&id));
    true
}

fn decide(tray: Tray, tray_action: TrayAction) -> bool {
    let Some(id) = here(tray) else { return false };
    act::perform(tray, id, tray_action);
    true
}

fn back(tray: Tray) -> bool {
    let Some(id) = tray.chosen.get_untracked() else { return false };
    tray.navigator.push(&tray.address());
    tray.active.set(Some(id));
    true
}

/// The button that opens the help, and the help.
#[component]
pub fn KeysHelp(keys: Keys) -> impl IntoView {
    let words = words::keys();
    let close = Callback::new(move |()| keys.sheet.set(false));
    let on = keys.on;
    Effect::new(move |before: Option<bool>| {
        let on = on.get();
        if before.is_some_and(|before| before != on) {
            set_preference(STORAGE_KEY, if on { "on" } else { "off" });
        }
        on
    });
    let all = [
        ("j", words.next),
        ("k", words.previous),
        ("o", words.open_it),
        ("a", words.approve),
        ("r", words.reject),
        ("x", words.select),
        ("u", words.back),
        ("z", words.undo),
        ("/", words.search),
        ("?", words.help),
    ];
    let lines = move || {
        all.map(|(key, what)| view! { <dt><kbd>{key}</kbd></dt><dd>{what}</dd> }).into_iter().collect_view()
    };
    view! {
        <Dialog id="keys" title=words.title open=keys.sheet on_close=close>
            <dl class="keys">{lines()}</dl>
            <Check id="keys-on" label=words.on hint=words.on_hint value=on/>
            <div class="dialog__actions"><Button kind=Kind::Primary on_press=close>{words.close}</Button></div>
        </Dialog>
    }
}

impl Keys {
    /// Opens the help.
    pub fn show(self) {
        self.sheet.set(true);
    }
}
