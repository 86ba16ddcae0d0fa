//! Times as people read them, in the reader's own zone, by the browser's `Intl`: no calendar is compiled in.
//! The language is the page's (`<html lang>`), so that words and dates never disagree.

use wasm_bindgen::prelude::*;

use crate::server_clock;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(language: &str, options: &JsValue) -> DateTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, milliseconds: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type RelativeTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(language: &str, options: &JsValue) -> RelativeTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &RelativeTimeFormat, value: f64, unit: &str) -> String;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["document", "documentElement"], js_name = lang)]
    static LANGUAGE: String;
}

thread_local! {
    static CLOCK: DateTimeFormat = date_format(&[("hour", "2-digit"), ("minute", "2-digit")]);
    static SECONDS: DateTimeFormat =
        date_format(&[("hour", "2-digit"), ("minute", "2-digit"), ("second", "2-digit")]);
    static DAY: DateTimeFormat =
        date_format(&[("day", "numeric"), ("month", "short"), ("hour", "2-digit"), ("minute", "2-digit")]);
    static RELATIVE: RelativeTimeFormat =
        RelativeTimeFormat::new(&language(), &options(&[("style", "short"), ("numeric", "auto")]));
}

/// Makes what [`ago`] and [`clock_time`] need, which takes a browser long: for a moment in which something is waited for.
pub fn prepare() {
    for format in [&CLOCK, &DAY] {
        format.with(|_| ());
    }
    RELATIVE.with(|_| ());
}

/// `14:03`, and with the day before it when it was not within the last 18 hours of `now`.
pub fn clock_time(at: i64, now: i64) -> String {
    let format = if is_near(at, now) { &CLOCK } else { &DAY };
    format.with(|format| format.format(at as f64))
}

/// `3 hr ago · 14:03`, and only `3 Feb, 14:03` once that says as much: for rows that have one line for it.
pub fn row_time(at: i64, now: i64) -> String {
    let time = clock_time(at, now);
    if is_near(at, now) { format!("{} · {time}", ago(at, now)) } else { time }
}

fn is_near(at: i64, now: i64) -> bool {
    (now - at).abs() < 18 * 3_600_000
}

/// `14:03:27`, for lists in which seconds matter.
pub fn clock_seconds(at: i64) -> String {
    SECONDS.with(|format| format.format(at as f64))
}

/// `3 Feb, 14:03`.
pub fn day_and_time(at: i64) -> String {
    DAY.with(|format| format.format(at as f64))
}

/// `2 min ago`. What lies ahead by the clocks' disagreement counts as now, which reads `now`.
pub fn ago(at: i64, now: i64) -> String {
    let seconds = ((now - at) / 1000).max(0);
    let (value, unit) = match seconds {
        0..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    RELATIVE.with(|format| format.format(-(value as f64), unit))
}

/// When a day written as `2026-11-16` begins here, or the one so many days later: also where a clock is changed in between.
pub fn midnight(day: &str, later: i32) -> i64 {
    let date = js_sys::Date::new(&format!("{day}T00:00").into());
    date.set_date((date.get_date() as i32 + later) as u32);
    date.get_time() as i64
}

/// The moment that is written as `2026-11-16T09:30` here; none for what is no time.
pub fn local(text: &str) -> Option<i64> {
    if text.is_empty() {
        return None;
    }
    let time = js_sys::Date::new(&text.into()).get_time();
    time.is_finite().then_some(time as i64)
}

/// The day that is so many days after today here, written as `2026-11-16`.
pub fn day(later: i32) -> String {
    let date = js_sys::Date::new_0();
    // From noon, so that a clock that is changed in between stays within the day.
    date.set_hours(12);
    date.set_time(date.get_time() + f64::from(later) * 86_400_000.0);
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// How many days ago the last Monday was: 0 on a Monday.
pub fn weekday() -> u8 {
    ((js_sys::Date::new_0().get_day() + 6) % 7) as u8
}

/// Milliseconds since 1970, by the clock that all ages go by.
pub fn now() -> i64 {
    server_clock::now()
}

fn language() -> String {
    let language = LANGUAGE.with(Clone::clone);
    if language.is_empty() { "en-GB".to_owned() } else { language }
}

fn date_format(pairs: &[(&str, &str)]) -> DateTimeFormat {
    DateTimeFormat::new(&language(), &options(pairs))
}

fn options(pairs: &[(&str, &str)]) -> JsValue {
    let object = js_sys::Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh plain object cannot fail.
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object.into()
}
