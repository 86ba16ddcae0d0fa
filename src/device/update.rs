//! The service worker: it keeps the app for use without a connection, and installs the next build. A new build waits until the
//! person accepts it, because taking it reloads the page.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

/// What the page loads comes before what it may need later.
const AFTER_LOADING: Duration = Duration::from_secs(3);
const CHECK_EVERY: Duration = Duration::from_secs(10);

/// Whether a new build waits to be taken.
#[derive(Clone, Copy)]
pub struct Update {
    registration: StoredValue<Option<ServiceWorkerRegistration>, LocalStorage>,
    /// A new build is installed and waits.
    pub waits: RwSignal<bool>,
}

impl Update {
    /// Registers the service worker once the page has loaded, and checks for a new build from then on.
    pub fn start() -> Self {
        let update = Self { registration: StoredValue::new_local(None), waits: RwSignal::new(false) };
        set_timeout(move || update.register(), AFTER_LOADING);
        update
    }

    fn register(self) {
        let Some(container) = container() else { return };
        let registering = JsFuture::from(container.register("/service-worker.js"));
        spawn_local(async move {
            // Without one everything works except offline use: a private window, an old browser. Browsers that block service
            // workers may answer with nothing instead of an error.
            let registration = registering.await.ok().and_then(|found| found.dyn_into().ok());
            let Some(registration) = registration else { return };
            self.registration.set_value(Some(registration));
            self.check();
            let _ = set_interval_with_handle(move || self.check(), CHECK_EVERY);
        });
    }

    /// The first build of all also waits for a moment; there is no older one to replace then.
    fn check(self) {
        let has_older = container().is_some_and(|container| container.controller().is_some());
        let waits = has_older && self.waiting().is_some();
        if self.waits.get_untracked() != waits {
            self.waits.set(waits);
        }
    }

    fn waiting(self) -> Option<web_sys::ServiceWorker> {
        self.registration.with_value(|registration| registration.as_ref()?.waiting())
    }

    /// Takes the new build, and reloads the page from it.
    pub fn take(self) {
        let (Some(container), Some(worker)) = (container(), self.waiting()) else { return };
        let reload = Closure::once_into_js(|| {
            let _ = window().location().reload();
        });
        container.set_oncontrollerchange(Some(reload.unchecked_ref()));
        let _ = worker.post_message(&"update".into());
    }
}

/// `None` where the browser has no service workers: an insecure address, a private window of some browsers.
fn container() -> Option<ServiceWorkerContainer> {
    let container = window().navigator().service_worker();
    (!container.is_undefined()).then_some(container)
}
