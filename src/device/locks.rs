//! Web Locks: one tab of a browser holds a named lock.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Navigator;

use super::feature::navigator;

// web-sys has Web Locks only behind `web_sys_unstable_apis`.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type LockNavigator;
    #[wasm_bindgen(method, getter)]
    fn locks(this: &LockNavigator) -> Option<LockManager>;
    type LockManager;
    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, hold: &Function) -> Promise;
}

/// Requests the lock `name`; `steal` takes it from another tab. Once it is granted, `hold` runs, and the lock is held
/// until its promise settles. The result settles when the lock was released or stolen; it is `None` without Web
/// Locks.
pub fn request(name: &str, steal: bool, hold: impl FnOnce() -> Promise + 'static) -> Option<Promise> {
    let locks = navigator().unchecked_into::<LockNavigator>().locks()?;
    let options = Object::new();
    // Setting a property of a new plain object cannot fail.
    let _ = Reflect::set(&options, &JsValue::from_str("steal"), &JsValue::from_bool(steal));
    Some(locks.request(name, &options, Closure::once_into_js(hold).unchecked_ref()))
}
