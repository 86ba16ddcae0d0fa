//! The browser's two clocks.

use leptos::prelude::window;

/// Milliseconds since 1970. People and networks set this clock forward and back.
pub fn wall() -> i64 {
    js_sys::Date::now() as i64
}

/// Milliseconds since the page was loaded. Never goes back; in some browsers it pauses while the device sleeps.
pub fn mono() -> i64 {
    window().performance().map(|performance| performance.now()).unwrap_or_default() as i64
}

/// The minute of the reader's day, 0 to 1439.
pub fn minute_of_day() -> u32 {
    let now = js_sys::Date::new_0();
    now.get_hours() * 60 + now.get_minutes()
}
