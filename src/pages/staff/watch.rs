//! The watch over the real queue, on whatever page a controller is: what is new, what waits, and whether it may sound.

use std::time::Duration;

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::id::CalloutId;
use wire::session::Role;

use crate::api::{Polled, list_control_callouts};
use crate::components::control::{full_name, kind};
use crate::control::watch::is_waiting;
use crate::device::bell::Bell;
use crate::device::preference::{preference, set_preference};
use crate::poll::{Poll, use_poll};
use crate::session::{Viewer, use_session};
use crate::words::{alarm, fill};

const SOUND: &str = "tocsin-alarm-sound";
const AGAIN: Duration = Duration::from_secs(4);

/// One alarm that waits for somebody to acknowledge it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The callout.
    pub id: CalloutId,
    /// The resident.
    pub name: String,
    /// Security or medical.
    pub kind: &'static str,
}

/// What every page knows of the open callouts.
#[derive(Clone, Copy)]
pub struct Watch {
    /// The open callouts; empty for who is no controller.
    pub open: Poll<Vec<ControlCallout>>,
    /// Real ones that nobody has acknowledged.
    pub waiting: Memo<Vec<Waiting>>,
    /// What is read aloud at once: the newest alarm that came while the page was open.
    pub announcement: Memo<Option<String>>,
    /// Whether alarms sound here.
    pub sound: RwSignal<bool>,
    /// The browser waits for a touch before it lets the alarm sound.
    pub blocked: Signal<bool>,
}

/// The watch.
pub fn use_watch() -> Watch {
    expect_context()
}

/// Begins to watch as soon as a controller is signed in.
pub fn provide_watch() {
    let session = use_session();
    let is_controller = Memo::new(move |_| {
        session
            .viewer
            .with(|viewer| matches!(viewer, Viewer::SignedIn(user) if user.role == Role::Controller))
    });
    let open = use_poll(is_controller.into(), |is_controller: bool, tag| async move {
        if is_controller {
            list_control_callouts("open", tag.as_deref()).await
        } else {
            Ok(Polled::Changed(Vec::new(), None))
        }
    });
    let callouts = open.value();
    let waiting = Memo::new(move |_| {
        callouts.with(|callouts| {
            let all = callouts.iter().flat_map(|callouts| callouts.iter());
            all.filter(|control| is_waiting(control)).map(waiting).collect::<Vec<_>>()
        })
    });
    let known = Memo::new(move |_| callouts.with(Option::is_some));
    let announcement = newest(waiting, known);
    let sound = RwSignal::new(preference(SOUND).as_deref() != Some("off"));
    let blocked = sounding(waiting, sound);
    provide_context(Watch { open, waiting, announcement, sound, blocked });
}

impl Watch {
    /// Turns the sound on or off in this browser.
    pub fn set_sound(self, on: bool) {
        set_preference(SOUND, if on { "on" } else { "off" });
        self.sound.set(on);
    }
}

fn waiting(control: &ControlCallout) -> Waiting {
    let callout = &control.callout;
    Waiting { id: callout.id, name: full_name(&callout.customer), kind: kind(control) }
}

/// The words for the newest alarm that was not there a moment ago. What waited before the page was opened is no news.
fn newest(waiting: Memo<Vec<Waiting>>, known: Memo<bool>) -> Memo<Option<String>> {
    type Told = (Option<i64>, Option<String>);
    let told = Memo::new(move |before: Option<&Told>| {
        let newest = waiting.with(|waiting| waiting.iter().max_by_key(|alarm| alarm.id).cloned());
        if !known.get() {
            return (None, None);
        }
        let (highest, words) = before.cloned().unwrap_or_default();
        let id = newest.as_ref().map_or(0, |alarm| alarm.id.0);
        match (highest, newest) {
            (Some(highest), Some(newest)) if id > highest => {
                let words = fill(alarm().announce, &[("name", &newest.name), ("kind", newest.kind)]);
                (Some(id), Some(words))
            }
            (highest, _) => (Some(highest.unwrap_or_default().max(id)), words),
        }
    });
    Memo::new(move |_| told.with(|(_, words)| words.clone()))
}

/// Rings while something waits; answers whether the browser still keeps the bell silent.
fn sounding(waiting: Memo<Vec<Waiting>>, sound: RwSignal<bool>) -> Signal<bool> {
    let bell = StoredValue::new_local(Bell::new());
    let suspended = RwSignal::new(bell.with_value(Bell::is_blocked));
    let wanted = Memo::new(move |_| sound.get() && waiting.with(|waiting| !waiting.is_empty()));
    let ring = move || {
        let _ = bell.try_with_value(|bell| {
            if wanted.get_untracked() {
                bell.ring();
            }
            let blocked = bell.is_blocked();
            if suspended.get_untracked() != blocked {
                suspended.set(blocked);
            }
        });
    };
    // The bell is a device: it is told, and tells nothing back.
    Effect::new(move || {
        if wanted.get() {
            ring();
        }
    });
    if let Ok(timer) = set_interval_with_handle(ring, AGAIN) {
        on_cleanup(move || timer.clear());
    }
    for event in ["pointerdown", "keydown"] {
        let listener = window_event_listener_untyped(event, move |_| {
            let _ = bell.try_with_value(Bell::unblock);
            let _ = suspended.try_set(false);
        });
        on_cleanup(move || listener.remove());
    }
    Signal::derive(move || suspended.get() && wanted.get())
}
