//! The alarm's sound: on unless somebody turned it off in this browser, repeated while an alarm waits or no alarm can arrive. Of
//! several tabs the one that leads sounds.

use leptos::prelude::*;

use crate::device::bell::{Bell, Tune};
use crate::device::preference::{preference, set_preference};

const KEPT_AS: &str = "tocsin-alarm-sound";
/// Seconds between two rings while an alarm waits, and while no alarm can arrive.
const ALARM_EVERY: u32 = 4;
const DEAF_EVERY: u32 = 8;

/// Whether an alarm would be heard here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundState {
    /// It would.
    On,
    /// Somebody turned the sound off in this browser.
    Off,
    /// The browser waits for a press of a key or a finger first.
    Blocked,
}

/// The sound of alarms in this browser.
#[derive(Clone, Copy)]
pub struct Sound {
    on: RwSignal<bool>,
    suspended: RwSignal<bool>,
    leads: RwSignal<bool>,
    ticks: StoredValue<u32>,
    waits: Memo<bool>,
    deaf: Memo<bool>,
    bell: StoredValue<Bell, LocalStorage>,
}

impl Sound {
    /// Whether an alarm would be heard.
    pub fn state(self) -> SoundState {
        match (self.on.get(), self.suspended.get()) {
            (false, _) => SoundState::Off,
            (true, true) => SoundState::Blocked,
            (true, false) => SoundState::On,
        }
    }

    /// Whether this tab may sound.
    pub fn can_sound(self) -> bool {
        self.on.get_untracked() && !self.suspended.get_untracked()
    }

    /// Turns the sound on or off in this browser; to be called from a press, which also lets it sound.
    pub fn set(self, on: bool) {
        set_preference(KEPT_AS, if on { "on" } else { "off" });
        self.on.set(on);
        if on {
            let _ = self.bell.try_with_value(Bell::unblock);
        }
    }

    /// Sounds once, so that somebody hears that it works.
    pub fn try_out(self) {
        self.set(true);
        let _ = self.bell.try_with_value(|bell| bell.play(Tune::Alarm));
    }

    /// Whether this tab sounds for all.
    pub(super) fn leads(self) -> bool {
        self.leads.get_untracked()
    }

    /// A second passed.
    pub(super) fn tick(self, leads: bool) {
        if self.leads.get_untracked() != leads {
            self.leads.set(leads);
        }
        let blocked = self.bell.try_with_value(Bell::is_blocked).unwrap_or_default();
        if self.suspended.get_untracked() != blocked {
            self.suspended.set(blocked);
        }
        let ticks = self.ticks.get_value().wrapping_add(1);
        self.ticks.set_value(ticks);
        if self.waits.get_untracked() && ticks.is_multiple_of(ALARM_EVERY) {
            self.ring(Tune::Alarm);
        } else if self.deaf.get_untracked() && ticks.is_multiple_of(DEAF_EVERY) {
            self.ring(Tune::Deaf);
        }
    }

    fn ring(self, tune: Tune) {
        if self.leads.get_untracked() && self.on.get_untracked() {
            let _ = self.bell.try_with_value(|bell| bell.play(tune));
        }
    }
}

/// Sounds while an alarm `waits`, and in another tune while this browser is `deaf`.
pub fn use_sound(waits: Memo<bool>, deaf: Memo<bool>) -> Sound {
    let bell = StoredValue::new_local(Bell::new());
    let sound = Sound {
        on: RwSignal::new(preference(KEPT_AS).as_deref() != Some("off")),
        suspended: RwSignal::new(bell.with_value(Bell::is_blocked)),
        leads: RwSignal::new(false),
        ticks: StoredValue::new(0),
        waits,
        deaf,
        bell,
    };
    let tune = Memo::new(move |_| match (waits.get(), deaf.get()) {
        (true, _) => Some(Tune::Alarm),
        (false, true) => Some(Tune::Deaf),
        (false, false) => None,
    });
    // The first ring does not wait for a tick.
    Effect::new(move |_| {
        if let Some(tune) = tune.get() {
            sound.ring(tune);
        }
    });
    for event in ["pointerdown", "keydown"] {
        let listener = window_event_listener_untyped(event, move |_| {
            let _ = bell.try_with_value(Bell::unblock);
        });
        on_cleanup(move || listener.remove());
    }
    sound
}
