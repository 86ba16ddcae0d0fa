//! The number on the app's icon, where the app is installed and the browser shows one.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Navigator;
    #[wasm_bindgen(thread_local_v2, js_namespace = window, js_name = navigator)]
    static NAVIGATOR: Navigator;
    #[wasm_bindgen(method, catch, js_name = setAppBadge)]
    fn set_app_badge(this: &Navigator, count: f64) -> Result<js_sys::Promise, JsValue>;
}

/// Shows `count`; 0 takes the number away. Browsers without it say so by an exception, which is no news.
pub fn show(count: i64) {
    if let Ok(asked) = NAVIGATOR.with(|navigator| navigator.set_app_badge(count as f64)) {
        // It is refused where the app is not installed.
        wasm_bindgen_futures::spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
        });
    }
}
