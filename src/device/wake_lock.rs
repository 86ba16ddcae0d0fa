//! Keeps the screen on: a phone whose screen is off reports no location.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Navigator;

use super::feature::navigator;

// web-sys has the Screen Wake Lock API only behind `web_sys_unstable_apis`.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type WakeNavigator;
    #[wasm_bindgen(method, getter, js_name = wakeLock)]
    fn wake_lock(this: &WakeNavigator) -> Option<WakeLocks>;
    type WakeLocks;
    #[wasm_bindgen(method)]
    fn request(this: &WakeLocks, kind: &str) -> js_sys::Promise;
    type Sentinel;
    #[wasm_bindgen(method)]
    fn release(this: &Sentinel) -> js_sys::Promise;
    #[wasm_bindgen(method, getter)]
    fn released(this: &Sentinel) -> bool;
}

fn request() -> Option<js_sys::Promise> {
    Some(navigator().unchecked_into::<WakeNavigator>().wake_lock()?.request("screen"))
}

/// Whether this device can keep its screen on.
pub async fn works() -> bool {
    let Some(asked) = request() else { return false };
    match JsFuture::from(asked).await {
        Ok(sentinel) => {
            let _ = sentinel.unchecked_into::<Sentinel>().release();
            true
        }
        Err(_) => false,
    }
}

/// The screen stays on while this is held. Browsers release it whenever the page is hidden, so it is requested again
/// when the page comes back.
#[derive(Clone, Default)]
pub struct WakeLock {
    held: Rc<RefCell<Option<Sentinel>>>,
}

impl WakeLock {
    /// Requests it, unless it is held. A refusal (low battery, old browser) is no error.
    pub fn hold(&self) {
        if self.held.borrow().as_ref().is_some_and(|sentinel| !sentinel.released()) {
            return;
        }
        let Some(asked) = request() else { return };
        let held = self.held.clone();
        spawn_local(async move {
            if let Ok(sentinel) = JsFuture::from(asked).await {
                *held.borrow_mut() = Some(sentinel.unchecked_into());
            }
        });
    }

    /// Lets the screen turn off again.
    pub fn release(&self) {
        if let Some(sentinel) = self.held.take() {
            let _ = sentinel.release();
        }
    }
}
