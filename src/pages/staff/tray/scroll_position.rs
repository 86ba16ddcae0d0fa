//! The scroll position in the list. On a small screen a notification replaces the list, and afterwards the list must
//! be where it was; so it must after another page, and after a reload.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Storage};

use super::feed::{focus_row, key_of};
use super::state::Tray;

const NAME: &str = "tocsin-tray-place";
/// The list, if it scrolls by itself.
const LIST: &str = "tray-list";

/// The scrolling element: the list, or on a small screen the whole page.
fn scroller() -> Option<Element> {
    let list = document().get_element_by_id(LIST)?;
    if list.scroll_height() > list.client_height() + 1 {
        return Some(list);
    }
    document().document_element()
}

/// Keeps the position for as long as the page lives.
pub fn keep_scroll_position(tray: Tray) {
    let place = StoredValue::new(saved_position(tray));
    let list_is_seen = Memo::new(move |_| tray.chosen.with(Option::is_none));
    // Read before the position is lost: choosing a notification hides the list.
    let note = move || {
        if let Some(scroller) = scroller().filter(|_| list_is_seen.try_get_untracked() == Some(true)) {
            let _ = place.try_set_value(scroller.scroll_top());
        }
    };
    let act: js_sys::Function = Closure::<dyn Fn()>::new(note).into_js_value().unchecked_into();
    let _ = window().add_event_listener_with_callback_and_bool("scroll", &act, true);
    let session_storage = StoredValue::new_local(act);
    on_cleanup(move || {
        session_storage.with_value(|act| {
            let _ = window().remove_event_listener_with_callback_and_bool("scroll", act, true);
        });
        write(tray, place.get_value());
    });
    let leaving = window_event_listener_untyped("pagehide", move |_| write(tray, place.get_value()));
    on_cleanup(move || leaving.remove());
    // After going back, and once the list is long enough.
    let comes = StoredValue::new(true);
    let length = Memo::new(move |_| {
        tray.list.with(|list| list.as_ref().map(|list| (list.length(), list.is_complete())))
    });
    Effect::new(move |before: Option<bool>| {
        let seen = list_is_seen.get();
        if seen && before == Some(false) {
            comes.set_value(true);
        }
        if let Some((rows, whole)) = length.get().filter(|_| seen && comes.get_value()) {
            let enough = tray
                .fetch_state(|fetch_state| fetch_state.reach)
                .flatten()
                .is_none_or(|reach| whole || rows >= reach);
            if enough {
                comes.set_value(false);
                restore(tray, place.get_value(), before.is_some());
            }
        }
        seen
    });
}

/// Scrolls there, and focuses its row again.
fn restore(tray: Tray, top: i32, focuses: bool) {
    let active = tray.active.get_untracked().filter(|_| focuses);
    request_animation_frame(move || {
        tray.fetch_state(|fetch_state| fetch_state.reach = None);
        // A page that just loaded is at its top; reading the position would cause another layout.
        if top < 1 && !focuses {
            return;
        }
        if let Some(scroller) = scroller().filter(|scroller| (scroller.scroll_top() - top).abs() > 1) {
            scroller.set_scroll_top(top);
        }
        if let Some(id) = active {
            focus_row(key_of(&id));
        }
    });
}

/// To the first row.
pub fn scroll_to_top(tray: Tray) {
    if let Some(scroller) = scroller() {
        scroller.set_scroll_top(0);
    }
    tray.active.set(tray.row(0).map(|row| row.id.clone()));
    if let Some(row) = tray.row(0) {
        focus_row(key_of(&row.id));
    }
}

/// The address is stored with the position: another filter's position is useless.
fn write(tray: Tray, top: i32) {
    let (first, last) = tray.shown.get_untracked();
    let text = format!("{} {} {}", tray.address(), top, first.max(last));
    if let Some(session_storage) = session_storage() {
        // A full or blocked store only loses the position.
        let _ = session_storage.set_item(NAME, &text);
    }
}

/// The saved position, if the address is the same; as many rows are fetched as it needs.
fn saved_position(tray: Tray) -> i32 {
    let text = session_storage()
        .and_then(|session_storage| session_storage.get_item(NAME).ok()?)
        .unwrap_or_default();
    let mut parts = text.split(' ');
    let (address, top, rows) = (parts.next(), parts.next(), parts.next());
    // An unreadable position is the top.
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok()).unwrap_or_default();
    if address != Some(tray.address().as_str()) {
        return 0;
    }
    tray.fetch_state(|fetch_state| {
        fetch_state.reach = Some(usize::try_from(number(rows)).unwrap_or_default())
    });
    number(top)
}

fn session_storage() -> Option<Storage> {
    window().session_storage().ok()?
}
