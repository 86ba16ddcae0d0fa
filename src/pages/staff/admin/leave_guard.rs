//! Leaving with unsaved changes: links within the app ask in our words, all other ways out in the browser's.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::navigation::{Navigator, use_navigator};
use crate::ui::{Button, Dialog, Kind};
use crate::words;

/// Where somebody wants to go, until they decide.
#[derive(Clone, Copy)]
pub struct LeaveGuard {
    to: RwSignal<Option<String>>,
    navigator: Navigator,
}

impl LeaveGuard {
    /// Stops asking.
    pub fn release(self) {
        self.navigator.unguard();
    }

    /// Goes to `address` without asking.
    pub fn go(self, address: &str) {
        self.release();
        self.navigator.push(address);
    }
}

/// Asks before leaving while `is_changed`, for as long as the caller lives.
pub fn guard_changes(is_changed: Memo<bool>) -> LeaveGuard {
    let (to, navigator) = (RwSignal::new(None::<String>), use_navigator());
    navigator.guard(move |wanted| {
        let ask = is_changed.try_get_untracked() == Some(true);
        if ask {
            to.set(Some(wanted.to_owned()));
        }
        ask
    });
    let closing = window_event_listener_untyped("beforeunload", move |event| {
        if is_changed.try_get_untracked() == Some(true) {
            event.prevent_default();
            // Older browsers ask only when this is set; the words are the browser's.
            let event: &js_sys::Object = event.unchecked_ref();
            let _ = js_sys::Reflect::set(event, &"returnValue".into(), &true.into());
        }
    });
    on_cleanup(move || {
        closing.remove();
        navigator.unguard();
    });
    LeaveGuard { to, navigator }
}

/// The question before leaving.
pub fn dialog(leaving: LeaveGuard) -> impl IntoView {
    let texts = words::provider_form();
    let open = Signal::derive(move || leaving.to.with(Option::is_some));
    let stay = Callback::new(move |()| leaving.to.set(None));
    let leave = Callback::new(move |()| {
        if let Some(to) = leaving.to.get_untracked() {
            leaving.go(&to);
        }
    });
    view! {
        <Dialog id="leaving" title=texts.leave_title open=open on_close=stay>
            <p>{texts.leave_help}</p>
            <div class="dialog__actions">
                <Button kind=Kind::Primary on_press=stay>{texts.stay}</Button>
                <Button on_press=leave>{texts.leave}</Button>
            </div>
        </Dialog>
    }
}
