//! One clock for a page, so that all ages grow by one timer.

use std::time::Duration;

use leptos::prelude::*;
use leptos::reactive::graph::Source;

use super::when;

/// The time in milliseconds, updated every second.
#[derive(Clone, Copy)]
pub struct Now(pub Signal<i64>);

/// Starts the clock of the calling component; every [`use_now`] below it reads this one.
pub fn provide_now() -> Now {
    let time = RwSignal::new(when::now());
    let tick = move || {
        time.try_set(when::now());
        // Subscribers were just notified, and subscribe again by reading. Leptos 0.8 also keeps dropped subscribers:
        // 150 bytes for each age that was ever drawn, and a page stays open for days.
        time.clear_subscribers();
    };
    if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        on_cleanup(move || timer.clear());
    }
    let now = Now(time.into());
    provide_context(now);
    now
}

/// The page's clock. If none was started, the current time, which stays constant.
pub fn use_now() -> Signal<i64> {
    use_context::<Now>().map_or_else(|| Signal::stored(when::now()), |now| now.0)
}
