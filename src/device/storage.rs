//! Persistent storage and installation.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::feature::{navigator, supported};
use super::shell;

/// How persistent the storage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// Kept when space runs short.
    Persistent,
    /// May be evicted when space runs short.
    BestEffort,
    /// Unavailable: a private window.
    Unavailable,
}

/// Requests persistent storage.
pub async fn request_persistence() -> Persistence {
    if shell::database().await.is_none() {
        return Persistence::Unavailable;
    }
    let Some(query) = supported(navigator().storage()).and_then(|storage| storage.persist().ok()) else {
        return Persistence::BestEffort;
    };
    match JsFuture::from(query).await {
        Ok(kept) if kept.is_truthy() => Persistence::Persistent,
        _ => Persistence::BestEffort,
    }
}

/// Whether the app runs from the Home screen.
pub fn is_installed() -> bool {
    let query = window().match_media("(display-mode: standalone), (display-mode: fullscreen)");
    // Safari's own property, which web-sys lacks.
    let standalone = js_sys::Reflect::get(&navigator(), &JsValue::from_str("standalone"));
    query.ok().flatten().is_some_and(|query| query.matches())
        || standalone.is_ok_and(|value| value.is_truthy())
}
