//! A timer that keeps running in a hidden page: a worker ticks every second. Without workers, the page's own timer is
//! used.

use std::time::Duration;

use leptos::prelude::set_interval;
use wasm_bindgen::prelude::*;
use web_sys::Worker;

const TICK: Duration = Duration::from_secs(1);

/// Calls `act` every second for as long as the page lives.
pub fn every_second(act: impl Fn() + Clone + 'static) {
    let Ok(worker) = Worker::new("/ticker.js") else { return set_interval(act, TICK) };
    let tick = Closure::<dyn Fn()>::new(act.clone());
    worker.set_onmessage(Some(tick.as_ref().unchecked_ref()));
    // A worker that failed to load reports it later.
    let instead = Closure::once_into_js(move || set_interval(act, TICK));
    worker.set_onerror(Some(instead.unchecked_ref()));
    // A worker without references may be collected.
    std::mem::forget((worker, tick));
}
