//! The number on the installed app's icon.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Navigator;

use super::feature::navigator;

// web-sys lacks the Badging API.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type BadgeNavigator;
    #[wasm_bindgen(method, catch, js_name = setAppBadge)]
    fn set_app_badge(this: &BadgeNavigator, count: f64) -> Result<js_sys::Promise, JsValue>;
}

/// Shows `count`; 0 clears it. Without the API nothing happens.
pub fn show(count: i64) {
    let navigator: BadgeNavigator = navigator().unchecked_into();
    if let Ok(asked) = navigator.set_app_badge(count as f64) {
        // It is refused where the app is not installed.
        spawn_local(async move {
            let _ = JsFuture::from(asked).await;
        });
    }
}
