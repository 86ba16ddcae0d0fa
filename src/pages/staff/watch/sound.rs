//! The alarm's sound: on unless somebody turned it off in this browser, repeated while an alarm waits.

use std::time::Duration;

use leptos::prelude::*;

use crate::device::bell::Bell;
use crate::device::preference::{preference, set_preference};
use crate::reactive::{effect, memo};

const KEPT_AS: &str = "tocsin-alarm-sound";
const AGAIN: Duration = Duration::from_secs(4);

/// Whether alarms sound, and whether the browser lets them.
#[derive(Clone, Copy)]
pub struct Sound {
    on: RwSignal<bool>,
    /// The browser waits for a touch before it lets a wanted alarm sound.
    pub blocked: Signal<bool>,
}

impl Sound {
    /// Whether alarms sound here.
    pub fn is_on(self) -> bool {
        self.on.get()
    }

    /// Turns the sound on or off in this browser.
    pub fn set(self, on: bool) {
        set_preference(KEPT_AS, if on { "on" } else { "off" });
        self.on.set(on);
    }
}

/// Rings while `waits`, and once at every change of `news`.
pub fn use_sound<N: PartialEq + Send + Sync + 'static>(waits: Memo<bool>, news: Memo<Option<N>>) -> Sound {
    let on = RwSignal::new(preference(KEPT_AS).as_deref() != Some("off"));
    let bell = StoredValue::new_local(Bell::new());
    let suspended = RwSignal::new(bell.with_value(Bell::is_blocked));
    let wanted = memo(move || on.get() && waits.get());
    // The bell is a device: it is told, and tells nothing back.
    effect(move || {
        if news.with(Option::is_some) && on.get_untracked() || wanted.get() {
            let _ = bell.try_with_value(Bell::ring);
        }
    });
    let repeat = move || {
        let blocked = bell.try_with_value(|bell| {
            if wanted.get_untracked() {
                bell.ring();
            }
            bell.is_blocked()
        });
        if let Some(blocked) = blocked.filter(|blocked| suspended.get_untracked() != *blocked) {
            suspended.set(blocked);
        }
    };
    if let Ok(timer) = set_interval_with_handle(repeat, AGAIN) {
        on_cleanup(move || timer.clear());
    }
    for event in ["pointerdown", "keydown"] {
        let listener = window_event_listener_untyped(event, move |_| {
            let _ = bell.try_with_value(Bell::unblock);
            if suspended.try_get_untracked() == Some(true) {
                suspended.set(false);
            }
        });
        on_cleanup(move || listener.remove());
    }
    Sound { on, blocked: Signal::derive(move || suspended.get() && wanted.get()) }
}
