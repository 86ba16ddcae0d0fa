//! Whether the browser keeps what is stored here when the device runs short of space.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::feature::{navigator, supported};
use super::shell;

/// How well it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// For good.
    Persistent,
    /// Until space runs short.
    BestEffort,
    /// Not at all: a private window.
    Unavailable,
}

/// Asks the browser to keep it for good.
pub async fn request_persistence() -> Persistence {
    if shell::database().await.is_none() {
        return Persistence::Unavailable;
    }
    let Some(asked) = supported(navigator().storage()).and_then(|storage| storage.persist().ok()) else {
        return Persistence::BestEffort;
    };
    match JsFuture::from(asked).await {
        Ok(kept) if kept.is_truthy() => Persistence::Persistent,
        _ => Persistence::BestEffort,
    }
}

/// Whether the page was opened from the Home screen, as an app.
pub fn is_installed() -> bool {
    let asked = window().match_media("(display-mode: standalone), (display-mode: fullscreen)");
    // Safari has its own word for it, which web-sys lacks.
    let standalone = js_sys::Reflect::get(&navigator(), &JsValue::from_str("standalone"));
    asked.ok().flatten().is_some_and(|query| query.matches())
        || standalone.is_ok_and(|value| value.is_truthy())
}
