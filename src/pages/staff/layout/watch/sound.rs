//! The alarm's sound: on unless it was switched off in this browser, repeated while an alarm waits or no alarm can
//! arrive. Of several tabs the leader sounds.

use leptos::prelude::*;

use crate::device::preference::{preference, set_preference};
use crate::device::sound::{AlarmSound, Tune};

const STORAGE_KEY: &str = "tocsin-alarm-sound";
/// Seconds between two sounds while an alarm waits, and while no alarm can arrive.
const ALARM_EVERY: u32 = 4;
const DEAF_EVERY: u32 = 8;

/// Whether an alarm would sound here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundState {
    On,
    /// Switched off in this browser.
    Off,
    /// The browser waits for a click or key press first.
    Blocked,
}

/// The sound of alarms in this browser.
#[derive(Clone, Copy)]
pub struct Sound {
    on: RwSignal<bool>,
    suspended: RwSignal<bool>,
    is_leader: RwSignal<bool>,
    ticks: StoredValue<u32>,
    waits: Memo<bool>,
    deaf: Memo<bool>,
    player: StoredValue<AlarmSound, LocalStorage>,
}

impl Sound {
    /// Whether an alarm would sound.
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

    /// Switches the sound in this browser; call it from a click, which also unblocks the sound.
    pub fn set(self, on: bool) {
        set_preference(STORAGE_KEY, if on { "on" } else { "off" });
        self.on.set(on);
        if on {
            let _ = self.player.try_with_value(AlarmSound::unblock);
        }
    }

    /// Plays once, so that the person hears that it works.
    pub fn try_out(self) {
        self.set(true);
        let _ = self.player.try_with_value(|player| player.play(Tune::Alarm));
    }

    /// Whether this tab sounds for all tabs.
    pub(super) fn is_leader(self) -> bool {
        self.is_leader.get_untracked()
    }

    /// A second has passed.
    pub(super) fn tick(self, is_leader: bool) {
        if self.is_leader.get_untracked() != is_leader {
            self.is_leader.set(is_leader);
        }
        let blocked = self.player.try_with_value(AlarmSound::is_blocked).unwrap_or_default();
        if self.suspended.get_untracked() != blocked {
            self.suspended.set(blocked);
        }
        let ticks = self.ticks.get_value().wrapping_add(1);
        self.ticks.set_value(ticks);
        if self.waits.get_untracked() && ticks.is_multiple_of(ALARM_EVERY) {
            self.ring(Tune::Alarm);
        } else if self.deaf.get_untracked() && ticks.is_multiple_of(DEAF_EVERY) {
            self.ring(Tune::Disconnected);
        }
    }

    fn ring(self, tune: Tune) {
        if self.is_leader.get_untracked() && self.on.get_untracked() {
            let _ = self.player.try_with_value(|player| player.play(tune));
        }
    }
}

/// Sounds while an alarm `waits`, and with another tune while this browser is `deaf`.
pub fn use_sound(waits: Memo<bool>, deaf: Memo<bool>) -> Sound {
    let player = StoredValue::new_local(AlarmSound::new());
    let sound = Sound {
        on: RwSignal::new(preference(STORAGE_KEY).as_deref() != Some("off")),
        suspended: RwSignal::new(player.with_value(AlarmSound::is_blocked)),
        is_leader: RwSignal::new(false),
        ticks: StoredValue::new(0),
        waits,
        deaf,
        player,
    };
    let tune = Memo::new(move |_| match (waits.get(), deaf.get()) {
        (true, _) => Some(Tune::Alarm),
        (false, true) => Some(Tune::Disconnected),
        (false, false) => None,
    });
    // The first sound does not wait for a tick.
    Effect::new(move |_| {
        if let Some(tune) = tune.get() {
            sound.ring(tune);
        }
    });
    for event in ["pointerdown", "keydown"] {
        let listener = window_event_listener_untyped(event, move |_| {
            let _ = player.try_with_value(AlarmSound::unblock);
        });
        on_cleanup(move || listener.remove());
    }
    sound
}
