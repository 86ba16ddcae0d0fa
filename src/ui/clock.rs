//! One clock for a page: ages grow by themselves, from one timer, and it ends with the page.

use std::time::Duration;

use leptos::prelude::*;

use super::when;

/// The time, in milliseconds, renewed every second.
#[derive(Clone, Copy)]
pub struct Now(pub Signal<i64>);

/// Starts the clock of the calling component; every [`use_now`] below it reads this one.
pub fn provide_now() -> Now {
    let time = RwSignal::new(when::now());
    if let Ok(timer) = set_interval_with_handle(move || _ = time.try_set(when::now()), Duration::from_secs(1))
    {
        on_cleanup(move || timer.clear());
    }
    let now = Now(time.into());
    provide_context(now);
    now
}

/// The page's clock. Where none was started, time stands still at the moment of asking.
pub fn use_now() -> Signal<i64> {
    use_context::<Now>().map_or_else(|| Signal::stored(when::now()), |now| now.0)
}
