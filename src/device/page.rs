//! Events of the whole page: visibility and connectivity.

use leptos::prelude::*;

use super::feature::navigator;

/// A page event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEvent {
    Shown,
    /// It was hidden: the browser gives no location now, and may stop the page at any time.
    Hidden,
    /// The browser reports a network connection.
    Online,
    /// The browser reports no network.
    Offline,
}

/// Calls `on_event` for every event until the page ends: there is one listener for the whole app, so it is never
/// removed.
pub fn listen(on_event: impl Fn(PageEvent) + Clone + 'static) {
    let shown = on_event.clone();
    on("visibilitychange", move || shown(visibility()));
    // A page restored from the back/forward cache, or unfrozen, does not always fire `visibilitychange`.
    for event in ["pageshow", "resume"] {
        let visible = on_event.clone();
        on(event, move || visible(visibility()));
    }
    let hidden = on_event.clone();
    on("pagehide", move || hidden(PageEvent::Hidden));
    let online = on_event.clone();
    on("online", move || online(PageEvent::Online));
    on("offline", move || on_event(PageEvent::Offline));
}

/// The current visibility.
pub fn visibility() -> PageEvent {
    if document().hidden() { PageEvent::Hidden } else { PageEvent::Shown }
}

/// Whether the browser reports a network connection.
pub fn is_online() -> bool {
    navigator().on_line()
}

/// The document's events bubble to the window.
fn on(event: &'static str, act: impl Fn() + 'static) {
    let _forever = window_event_listener_untyped(event, move |_| act());
}
