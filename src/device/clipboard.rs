//! What is to be pasted elsewhere.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::feature::{navigator, supported};

/// Puts a text there, where the browser lets a page do so.
pub fn copy(text: &str) {
    let Some(clipboard) = supported(navigator().clipboard()) else { return };
    let asked = clipboard.write_text(text);
    spawn_local(async move {
        let _ = JsFuture::from(asked).await;
    });
}
