//! Whether this browser has an API. web-sys types every API as present; in an old browser, a private window or on a page
//! without TLS many are `undefined` instead, and a call on one would end the app.

use wasm_bindgen::JsValue;
use web_sys::{Navigator, ServiceWorkerContainer};

/// The API, unless the browser lacks it.
pub fn supported<T: AsRef<JsValue>>(api: T) -> Option<T> {
    let value = api.as_ref();
    (!value.is_undefined() && !value.is_null()).then_some(api)
}

/// The browser's `navigator`.
pub fn navigator() -> Navigator {
    leptos::prelude::window().navigator()
}

/// The way to the service worker.
pub fn service_workers() -> Option<ServiceWorkerContainer> {
    supported(navigator().service_worker())
}

/// Whether the browser knows this global name.
pub fn has_global(name: &str) -> bool {
    js_sys::Reflect::has(&js_sys::global(), &JsValue::from_str(name)).unwrap_or_default()
}
