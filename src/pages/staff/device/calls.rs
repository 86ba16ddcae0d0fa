//! How this device alerts: pop-ups, sounds, quiet hours. Stored in this browser.

use leptos::prelude::*;

use crate::model::tray::quiet::{QuietHours, clock};
use crate::pages::staff::use_alert_preferences;
use crate::ui::Check;
use crate::words;

/// The hours when most people sleep.
const NIGHT: QuietHours = QuietHours { from: 22 * 60, until: 7 * 60 };

/// The switches of this device.
pub fn calls() -> AnyView {
    let texts = words::device();
    let preferences = use_alert_preferences();
    let keeps = RwSignal::new(preferences.quiet.with_untracked(Option::is_some));
    // The checkbox switches quiet hours on and off.
    Effect::new(move |_| {
        let (keeps, has) = (keeps.get(), preferences.quiet.with_untracked(Option::is_some));
        if keeps != has {
            preferences.quiet.set(keeps.then_some(NIGHT));
        }
    });
    let hours = move || if keeps.get() { hours() } else { ().into_any() };
    view! {
        <section class="part" aria-labelledby="calls-title">
            <h2 id="calls-title">{texts.calls}</h2>
            <div>
                <Check id="pop-ups" label=texts.pop_ups value=preferences.pop_ups/>
                <Check id="alarm-sound" label=texts.alarm_sound value=preferences.alarm_sound/>
                <Check id="sound" label=texts.sound value=preferences.sound/>
                <Check id="quiet-on" label=texts.quiet_on hint=texts.quiet_hint value=keeps/>
            </div>
            {hours}
            <p class="quiet">{texts.kept}" "{texts.keys}</p>
        </section>
    }
    .into_any()
}

fn hours() -> AnyView {
    let texts = words::device();
    let preferences = use_alert_preferences();
    let begun = preferences.quiet.get_untracked().unwrap_or(NIGHT);
    let (from, until) = (RwSignal::new(clock(begun.from)), RwSignal::new(clock(begun.until)));
    let change = move || {
        if let Some(hours) = QuietHours::of(&from.get_untracked(), &until.get_untracked()) {
            preferences.quiet.set(Some(hours));
        }
    };
    let field = move |id: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <div class="filters__one">
                <label for=id>{label}</label>
                <input
                    class="field__control"
                    type="time"
                    id=id
                    value=value.get_untracked()
                    on:change:target=move |event| {
                        value.set(event.target().value());
                        change();
                    }
                />
            </div>
        }
    };
    view! {
        <fieldset class="hours">
            <legend class="visually-hidden">{texts.quiet}</legend>
            {field("quiet-from", texts.from, from)}
            {field("quiet-until", texts.until, until)}
        </fieldset>
    }
    .into_any()
}
