//! Feature detection. web-sys types every API as present; in an old browser, a private window or without TLS many are
//! `undefined`, and calling one would panic.

use wasm_bindgen::JsValue;
use web_sys::{Navigator, ServiceWorkerContainer};

/// The API, if the browser has it.
pub fn supported<T: AsRef<JsValue>>(api: T) -> Option<T> {
    let value = api.as_ref();
    (!value.is_undefined() && !value.is_null()).then_some(api)
}

/// The browser's `navigator`.
pub fn navigator() -> Navigator {
    leptos::prelude::window().navigator()
}

/// The service worker container, if any.
pub fn service_workers() -> Option<ServiceWorkerContainer> {
    supported(navigator().service_worker())
}

/// Whether this global name exists.
pub fn has_global(name: &str) -> bool {
    js_sys::Reflect::has(&js_sys::global(), &JsValue::from_str(name)).unwrap_or_default()
}
