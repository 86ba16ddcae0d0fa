//! The app's estimate of the server's clock.

use std::cell::Cell;

use super::Bounds;

thread_local! {
    static KNOWN: Cell<Option<Bounds>> = const { Cell::new(None) };
}

/// Learns from the `Date` of a response that was requested at `asked` and received now.
pub fn learn(asked: i64, date: Option<&str>) {
    let Some(date) = date.map(js_sys::Date::parse).filter(|date| date.is_finite()) else { return };
    let Some(bounds) = Bounds::of_answer(asked, device_now(), date as i64) else { return };
    let bounds = KNOWN.get().map_or(bounds, |known| known.and(bounds));
    KNOWN.set(Some(bounds));
}

/// Milliseconds since 1970 by the server's clock; by the device's until the first response.
pub fn now() -> i64 {
    device_now() + offset()
}

/// A time of the device's clock, converted to the server's.
pub fn from_device(at: i64) -> i64 {
    at.saturating_add(offset())
}

/// Milliseconds since 1970 by this device's own clock.
pub fn device_now() -> i64 {
    js_sys::Date::now() as i64
}

fn offset() -> i64 {
    KNOWN.get().map(Bounds::offset).unwrap_or_default()
}
