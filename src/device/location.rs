//! The phone's position. Browsers give it to visible pages only, and a watch never recovers from a denial, so
//! [`Locator::watch`] always starts a new one.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Geolocation, Position, PositionError, PositionOptions};

use super::feature::{navigator, supported};

/// How long the phone may take, in milliseconds.
const WATCH_TIMEOUT_MS: u32 = 20_000;
const REQUEST_TIMEOUT_MS: u32 = 9_000;

/// One position, as the phone reported it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocationReading {
    pub latitude: f64,
    pub longitude: f64,
    /// Radius of uncertainty in metres.
    pub accuracy: f64,
    /// When it was measured, in milliseconds since 1970.
    pub at: i64,
}

/// Why there is no position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocationError {
    /// The person or the phone denies it.
    Denied,
    /// The phone cannot measure it.
    Unavailable,
    /// No result came in time.
    Timeout,
}

/// Watches the position and requests it, until it is dropped.
pub struct Locator {
    found: Closure<dyn Fn(Position)>,
    lost: Closure<dyn Fn(PositionError)>,
    on_result: Rc<dyn Fn(Result<LocationReading, LocationError>)>,
    watch: Cell<Option<i32>>,
}

impl Locator {
    /// `on_result` receives every position or error.
    pub fn new(on_result: impl Fn(Result<LocationReading, LocationError>) + 'static) -> Self {
        let on_result: Rc<dyn Fn(Result<LocationReading, LocationError>)> = Rc::new(on_result);
        let (on_found, on_lost) = (on_result.clone(), on_result.clone());
        Self {
            found: Closure::new(move |found: Position| on_found(Ok(reading(&found)))),
            lost: Closure::new(move |lost: PositionError| on_lost(Err(reason(lost.code())))),
            on_result,
            watch: Cell::new(None),
        }
    }

    /// Starts a new watch, replacing a running one.
    pub fn watch(&self) {
        self.stop();
        self.with(|geolocation, found, lost| {
            let watch = geolocation.watch_position_with_error_callback_and_options(
                found,
                Some(lost),
                &options(WATCH_TIMEOUT_MS),
            );
            self.watch.set(watch.ok());
        });
    }

    /// Requests one position: a watch is silent while a person stands still.
    pub fn request_once(&self) {
        self.with(|geolocation, found, lost| {
            let _ = geolocation.get_current_position_with_error_callback_and_options(
                found,
                Some(lost),
                &options(REQUEST_TIMEOUT_MS),
            );
        });
    }

    /// Stops the running watch.
    pub fn stop(&self) {
        if let (Some(watch), Some(geolocation)) = (self.watch.take(), geolocation()) {
            geolocation.clear_watch(watch);
        }
    }

    fn with(&self, use_it: impl FnOnce(&Geolocation, &js_sys::Function, &js_sys::Function)) {
        match geolocation() {
            Some(geolocation) => {
                use_it(&geolocation, self.found.as_ref().unchecked_ref(), self.lost.as_ref().unchecked_ref());
            }
            None => (self.on_result)(Err(LocationError::Unavailable)),
        }
    }
}

/// Requests one position and waits for it.
pub async fn locate() -> Result<LocationReading, LocationError> {
    let geolocation = geolocation().ok_or(LocationError::Unavailable)?;
    let promise = js_sys::Promise::new(&mut |found, lost| {
        let _ = geolocation.get_current_position_with_error_callback_and_options(
            &found,
            Some(&lost),
            &options(REQUEST_TIMEOUT_MS),
        );
    });
    match JsFuture::from(promise).await {
        Ok(found) => Ok(reading(&found.unchecked_into())),
        Err(lost) => Err(reason(lost.unchecked_into::<PositionError>().code())),
    }
}

fn geolocation() -> Option<Geolocation> {
    supported(navigator().geolocation().ok()?)
}

impl Drop for Locator {
    fn drop(&mut self) {
        self.stop();
    }
}

fn reading(found: &Position) -> LocationReading {
    let (place, at) = (found.coords(), found.timestamp() as i64);
    LocationReading {
        latitude: place.latitude(),
        longitude: place.longitude(),
        accuracy: place.accuracy(),
        at,
    }
}

fn reason(code: u16) -> LocationError {
    match code {
        PositionError::PERMISSION_DENIED => LocationError::Denied,
        PositionError::POSITION_UNAVAILABLE => LocationError::Unavailable,
        _ => LocationError::Timeout,
    }
}

/// The specification's defaults are low accuracy and no timeout.
fn options(timeout_ms: u32) -> PositionOptions {
    let options = PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_timeout(timeout_ms);
    options.set_maximum_age(0);
    options
}
