//! Times in the reader's time zone, by the browser's `Intl`: no calendar is compiled in. The language is the page's
//! (`<html lang>`), so that words and dates never disagree.

use std::thread::LocalKey;

use js_sys::Intl::{DateTimeFormat, RelativeTimeFormat};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use crate::server_clock;

thread_local! {
    static CLOCK: Function = date_format(&[("hour", "2-digit"), ("minute", "2-digit")]);
    static SECONDS: Function =
        date_format(&[("hour", "2-digit"), ("minute", "2-digit"), ("second", "2-digit")]);
    static DAY: Function =
        date_format(&[("day", "numeric"), ("month", "short"), ("hour", "2-digit"), ("minute", "2-digit")]);
    static RELATIVE: RelativeTimeFormat =
        RelativeTimeFormat::new(&language(), &options(&[("style", "short"), ("numeric", "auto")]));
}

/// Creates the formatters for [`ago`] and [`clock_time`], which browsers are slow at: call it while waiting for
/// something.
pub fn prepare() {
    for format in [&CLOCK, &DAY] {
        format.with(|_| ());
    }
    RELATIVE.with(|_| ());
}

/// `14:03`, with the day before it if it is not within 18 hours of `now`.
pub fn clock_time(at: i64, now: i64) -> String {
    let format = if is_near(at, now) { &CLOCK } else { &DAY };
    written(format, at)
}

/// `3 hr ago · 14:03`, and only `3 Feb, 14:03` once that is enough: for rows with one line for it.
pub fn row_time(at: i64, now: i64) -> String {
    let time = clock_time(at, now);
    if is_near(at, now) { format!("{} · {time}", ago(at, now)) } else { time }
}

fn is_near(at: i64, now: i64) -> bool {
    (now - at).abs() < 18 * 3_600_000
}

/// `14:03:27`, for lists in which seconds matter.
pub fn clock_seconds(at: i64) -> String {
    written(&SECONDS, at)
}

/// `3 Feb, 14:03`.
pub fn day_and_time(at: i64) -> String {
    written(&DAY, at)
}

/// `2 min ago`. A time ahead, because clocks differ, counts as now.
pub fn ago(at: i64, now: i64) -> String {
    let seconds = ((now - at) / 1000).max(0);
    let (value, unit) = match seconds {
        0..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    RELATIVE.with(|format| String::from(format.format(-(value as f64), unit)))
}

/// The start of the day `2026-11-16` here, or of the day `later` days after it, also across a clock change.
pub fn midnight(day: &str, later: i32) -> i64 {
    let date = js_sys::Date::new(&format!("{day}T00:00").into());
    date.set_date((date.get_date() as i32 + later) as u32);
    date.get_time() as i64
}

/// The local time `2026-11-16T09:30`; none if it is invalid.
pub fn local(text: &str) -> Option<i64> {
    if text.is_empty() {
        return None;
    }
    let time = js_sys::Date::new(&text.into()).get_time();
    time.is_finite().then_some(time as i64)
}

/// The day `later` days after today here, as `2026-11-16`.
pub fn day(later: i32) -> String {
    let date = js_sys::Date::new_0();
    // From noon, so that a clock change stays within the day.
    date.set_hours(12);
    date.set_time(date.get_time() + f64::from(later) * 86_400_000.0);
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// How many days ago the last Monday was: 0 on a Monday.
pub fn weekday() -> u8 {
    ((js_sys::Date::new_0().get_day() + 6) % 7) as u8
}

/// Milliseconds since 1970, by the clock that all ages use.
pub fn now() -> i64 {
    server_clock::now()
}

fn language() -> Array {
    let page = leptos::prelude::document().document_element();
    let language = page.map(|page| page.unchecked_into::<HtmlElement>().lang()).unwrap_or_default();
    Array::of1(&if language.is_empty() { "en-GB".into() } else { language.into() })
}

/// A formatter for times with these parts.
fn date_format(parts: &[(&str, &str)]) -> Function {
    DateTimeFormat::new(&language(), &options(parts)).format()
}

fn written(format: &'static LocalKey<Function>, at: i64) -> String {
    let text = format.with(|format| format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(at as f64)));
    // A time outside the calendar's range has no words.
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a property of a new plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object
}
