//! The service worker: it caches the app for offline use, and fetches the next build. A new build waits until the
//! person accepts it, since applying it reloads the page.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    type Container;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["window", "navigator"], js_name = serviceWorker)]
    static CONTAINER: Option<Container>;
    #[wasm_bindgen(method)]
    fn register(this: &Container, address: &str) -> js_sys::Promise;
    #[wasm_bindgen(method, getter)]
    fn controller(this: &Container) -> Option<Worker>;
    #[wasm_bindgen(method, setter)]
    fn set_oncontrollerchange(this: &Container, act: &js_sys::Function);

    type Registration;
    #[wasm_bindgen(method, getter)]
    fn waiting(this: &Registration) -> Option<Worker>;

    type Worker;
    #[wasm_bindgen(method, js_name = postMessage)]
    fn post_message(this: &Worker, message: &str);
}

/// Everything that the page loads comes first.
const AFTER_LOADING: Duration = Duration::from_secs(3);
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// A new build that waits to be applied.
#[derive(Clone, Copy)]
pub struct Update {
    registration: StoredValue<Option<Registration>, LocalStorage>,
    /// Whether a new build is waiting.
    pub waits: RwSignal<bool>,
}

impl Update {
    /// Registers the service worker after the page has loaded, and checks for a new build from then on.
    pub fn start() -> Self {
        let update = Self { registration: StoredValue::new_local(None), waits: RwSignal::new(false) };
        set_timeout(move || update.register(), AFTER_LOADING);
        update
    }

    fn register(self) {
        let asked =
            CONTAINER.with(|container| container.as_ref().map(|found| found.register("/service-worker.js")));
        let Some(asked) = asked else { return };
        spawn_local(async move {
            // Without a service worker everything works but offline use (private window, old browser).
            let Ok(registration) = JsFuture::from(asked).await else { return };
            // Browsers that block service workers may resolve to `undefined` instead of rejecting.
            if !registration.is_object() {
                return;
            }
            self.registration.set_value(Some(registration.unchecked_into()));
            self.look();
            let _ = set_interval_with_handle(move || self.look(), LOOK_EVERY);
        });
    }

    /// The first build of all also waits briefly; there is no older one to replace then.
    fn look(self) {
        let has_older =
            CONTAINER.with(|container| container.as_ref().is_some_and(|found| found.controller().is_some()));
        let waits = self
            .registration
            .with_value(|found| found.as_ref().is_some_and(|found| found.waiting().is_some()));
        if self.waits.get_untracked() != (has_older && waits) {
            self.waits.set(has_older && waits);
        }
    }

    /// Applies the new build and reloads the page.
    pub fn take(self) {
        let Some(worker) =
            self.registration.with_value(|found| found.as_ref().and_then(Registration::waiting))
        else {
            return;
        };
        let again = Closure::once_into_js(|| {
            let _ = window().location().reload();
        });
        CONTAINER.with(|container| {
            if let Some(container) = container {
                container.set_oncontrollerchange(again.unchecked_ref());
            }
        });
        worker.post_message("update");
    }
}
