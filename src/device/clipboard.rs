//! The clipboard of the device.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::feature::{navigator, supported};

/// Copies a text, if the browser allows it.
pub fn copy(text: &str) {
    let Some(clipboard) = supported(navigator().clipboard()) else { return };
    let promise = clipboard.write_text(text);
    spawn_local(async move {
        let _ = JsFuture::from(promise).await;
    });
}
