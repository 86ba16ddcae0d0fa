//! What happens to the page as a whole: to the front, to the back, with a network or without.

use leptos::prelude::*;

use super::feature::navigator;

/// Something happened to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEvent {
    /// It can be seen.
    Shown,
    /// It cannot: the browser gives no location from now on, and may stop it at any moment.
    Hidden,
    /// The browser believes that there is a network.
    Online,
    /// It knows that there is none.
    Offline,
}

/// Tells of every change until the page ends: there is one listener for the whole app, so it is never taken away.
pub fn listen(on_event: impl Fn(PageEvent) + Clone + 'static) {
    let shown = on_event.clone();
    on("visibilitychange", move || shown(visibility()));
    // A page that comes back from the browser's cache, or from being frozen, does not always say so by visibility.
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

/// Whether the page can be seen now.
pub fn visibility() -> PageEvent {
    if document().hidden() { PageEvent::Hidden } else { PageEvent::Shown }
}

/// Whether the browser believes that there is a network.
pub fn is_online() -> bool {
    navigator().on_line()
}

/// The document's events bubble to the window.
fn on(event: &'static str, act: impl Fn() + 'static) {
    let _forever = window_event_listener_untyped(event, move |_| act());
}
