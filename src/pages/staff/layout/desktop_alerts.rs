//! Alerts for new notifications: a pop-up while the page is hidden, and a sound. Alarms always alert; everything else
//! is silent unless its sound is switched on, and respects quiet hours.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::{Notification, TrayChange};

use crate::components::tray::{message, title};
use crate::device::clock;
use crate::device::popup;
use crate::device::preference::{preference, set_preference};
use crate::device::sound::AlarmSound;
use crate::device::staff_store;
use crate::events::use_events;
use crate::frame::work;
use crate::links;
use crate::model::tray::quiet::QuietHours;
use crate::pages::staff::watch::use_watch;
use crate::server_clock;
use crate::words;

const SOUND: &str = "tocsin-tray-sound";
const ALARM_SOUND: &str = "tocsin-tray-alarm-sound";
const POP_UPS: &str = "tocsin-tray-pop-ups";
const QUIET: &str = "tocsin-tray-quiet";

/// Everything that the page loads comes first.
const AFTER_LOADING: Duration = Duration::from_secs(3);

/// The announced notifications that are remembered: a change of one is no news.
const MAX_ANNOUNCED: usize = 200;
/// An older notification is no news either: the page slept. In milliseconds.
const MAX_AGE_MS: i64 = 5 * 60_000;

/// How this device alerts.
#[derive(Clone, Copy)]
pub struct AlertPreferences {
    /// A sound for everything.
    pub sound: RwSignal<bool>,
    /// A sound for alarms.
    pub alarm_sound: RwSignal<bool>,
    pub pop_ups: RwSignal<bool>,
    pub quiet: RwSignal<Option<QuietHours>>,
}

impl AlertPreferences {
    fn read() -> Self {
        let is = |name: &str, usual: bool| match preference(name).as_deref() {
            Some("on") => true,
            Some("off") => false,
            _ => usual,
        };
        Self {
            sound: RwSignal::new(is(SOUND, false)),
            alarm_sound: RwSignal::new(is(ALARM_SOUND, true)),
            pop_ups: RwSignal::new(is(POP_UPS, true)),
            quiet: RwSignal::new(preference(QUIET).as_deref().and_then(QuietHours::read)),
        }
    }

    /// Stores them in this browser.
    fn store(self) {
        let word = |on: bool| if on { "on" } else { "off" };
        set_preference(SOUND, word(self.sound.get()));
        set_preference(ALARM_SOUND, word(self.alarm_sound.get()));
        set_preference(POP_UPS, word(self.pop_ups.get()));
        let quiet = self.quiet.get().map(QuietHours::written).unwrap_or_default();
        set_preference(QUIET, &quiet);
        // The service worker reads the hours there, for pushes while no page is open.
        work(async move {
            staff_store::edit("quiet", move |_| quiet).await;
        });
    }

    fn is_quiet(self) -> bool {
        let minute = clock::minute_of_day();
        self.quiet.with_untracked(|quiet| quiet.is_some_and(|quiet| quiet.contains(minute)))
    }
}

/// The alert preferences from the context.
pub fn use_alert_preferences() -> AlertPreferences {
    expect_context()
}

/// Starts alerting.
pub fn provide_desktop_alerts() {
    let preferences = AlertPreferences::read();
    provide_context(preferences);
    // Storing them again at the start changes nothing.
    Effect::new(move |_| preferences.store());
    set_timeout(popup::register_service_worker, AFTER_LOADING);
    let player = StoredValue::new_local(AlarmSound::new());
    for event in ["pointerdown", "keydown"] {
        let _forever = window_event_listener_untyped(event, move |_| {
            let _ = player.try_with_value(AlarmSound::unblock);
        });
    }
    let announced = StoredValue::new(VecDeque::new());
    let (events, watch) = (use_events(), use_watch());
    Effect::new(move |_| {
        let (_, change) = events.change.get();
        let mut news = news(&change, announced);
        if watch.is_controller.get_untracked() {
            // For a controller the watch announces alarms, in one tab.
            news.retain(|one| !one.target_type.is_alarm());
        }
        if news.is_empty() {
            return;
        }
        let quiet = preferences.is_quiet();
        let alarm = news.iter().any(|one| one.target_type.is_alarm());
        let sounds = if alarm { preferences.alarm_sound } else { preferences.sound };
        if sounds.get_untracked() && (alarm || !quiet) {
            let _ = player.try_with_value(AlarmSound::play_alarm);
        }
        if document().hidden() && preferences.pop_ups.get_untracked() {
            for one in news.into_iter().filter(|one| one.target_type.is_alarm() || !quiet) {
                pop_up(&one);
            }
        }
    });
}

fn news(change: &Arc<TrayChange>, announced: StoredValue<VecDeque<NotificationId>>) -> Vec<Notification> {
    let now = server_clock::now();
    let is_new = |one: &&Notification| {
        let fresh = !one.is_read_status && now - one.created_date.millis() < MAX_AGE_MS;
        fresh && announced.with_value(|announced| !announced.contains(&one.id))
    };
    let news: Vec<Notification> = change.changed.iter().filter(is_new).cloned().collect();
    announced.update_value(|announced| {
        announced.extend(news.iter().map(|one| one.id.clone()));
        while announced.len() > MAX_ANNOUNCED {
            announced.pop_front();
        }
    });
    news
}

/// Every tab shows it, under one tag, so it is one pop-up, and the same as the push that may come too.
fn pop_up(one: &Notification) {
    let (title, body) = (title(one), message(one));
    let (id, path) = (one.id.0.clone(), links::tray_item(&one.id));
    let asks = one.target_type.asks_to_be_seen();
    work(async move {
        let buttons =
            [if asks { words::seen().yes } else { words::device().acknowledge }, words::device().open];
        popup::show_notification(&title, &body, &id, &path, buttons).await;
    });
}
