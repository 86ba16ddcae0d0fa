//! Whether the browser keeps what is stored here when the device runs short of space.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::shell;

#[wasm_bindgen]
extern "C" {
    type Storage;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["window", "navigator"], js_name = storage)]
    static STORAGE: Option<Storage>;
    #[wasm_bindgen(method)]
    fn persist(this: &Storage) -> Promise;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["window", "navigator"], js_name = standalone)]
    static STANDALONE: Option<bool>;
}

/// How well it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// For good.
    ForGood,
    /// Until space runs short.
    ForNow,
    /// Not at all: a private window.
    NotAtAll,
}

/// Asks the browser to keep it for good.
pub async fn keep() -> Keeping {
    if shell::database().await.is_none() {
        return Keeping::NotAtAll;
    }
    let Some(asked) = STORAGE.with(|storage| storage.as_ref().map(Storage::persist)) else {
        return Keeping::ForNow;
    };
    match JsFuture::from(asked).await {
        Ok(kept) if kept.is_truthy() => Keeping::ForGood,
        _ => Keeping::ForNow,
    }
}

/// Whether the page was opened from the Home screen, as an app.
pub fn is_installed() -> bool {
    let standalone = web_sys::window().and_then(|window| {
        let asked = window.match_media("(display-mode: standalone), (display-mode: fullscreen)");
        asked.ok().flatten()
    });
    // Safari has its own word for it.
    standalone.is_some_and(|query| query.matches()) || STANDALONE.with(|standalone| *standalone == Some(true))
}
