//! The phone's position. Browsers give it to a visible page only, and after a denial a watch is dead for good, so
//! [`Locator::watch`] always begins a new one.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Geolocation;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["window", "navigator"], js_name = geolocation)]
    static GEOLOCATION: Option<Geolocation>;
    #[wasm_bindgen(method, js_name = watchPosition)]
    fn watch_position(this: &Geolocation, found: &JsValue, lost: &JsValue, options: &JsValue) -> i32;
    #[wasm_bindgen(method, js_name = getCurrentPosition)]
    fn get_current_position(this: &Geolocation, found: &JsValue, lost: &JsValue, options: &JsValue);
    #[wasm_bindgen(method, js_name = clearWatch)]
    fn clear_watch(this: &Geolocation, watch: i32);

    type Found;
    #[wasm_bindgen(method, getter)]
    fn coords(this: &Found) -> Coordinates;
    #[wasm_bindgen(method, getter)]
    fn timestamp(this: &Found) -> f64;
    type Coordinates;
    #[wasm_bindgen(method, getter)]
    fn latitude(this: &Coordinates) -> f64;
    #[wasm_bindgen(method, getter)]
    fn longitude(this: &Coordinates) -> f64;
    #[wasm_bindgen(method, getter)]
    fn accuracy(this: &Coordinates) -> f64;

    type Lost;
    #[wasm_bindgen(method, getter)]
    fn code(this: &Lost) -> u16;
}

/// How long the phone may look for a position, in milliseconds.
const WATCH_PATIENCE: f64 = 20_000.0;
const ASK_PATIENCE: f64 = 9_000.0;

/// One position, as the phone gave it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Radius of uncertainty in metres.
    pub accuracy: f64,
    /// When it was found, in milliseconds since 1970.
    pub at: i64,
}

/// Why there is no position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The person or the phone does not allow it.
    Denied,
    /// The phone cannot tell.
    Unavailable,
    /// It did not answer in time.
    Timeout,
}

/// Watches the position, and asks for it, until it is dropped.
pub struct Locator {
    found: Closure<dyn Fn(Found)>,
    lost: Closure<dyn Fn(Lost)>,
    tell: Rc<dyn Fn(Result<Reading, Missing>)>,
    watch: Cell<Option<i32>>,
}

impl Locator {
    /// Every position, or why there is none, goes to `tell`.
    pub fn new(tell: impl Fn(Result<Reading, Missing>) + 'static) -> Self {
        let tell: Rc<dyn Fn(Result<Reading, Missing>)> = Rc::new(tell);
        let (on_found, on_lost) = (tell.clone(), tell.clone());
        Self {
            found: Closure::new(move |found: Found| on_found(Ok(reading(&found)))),
            lost: Closure::new(move |lost: Lost| on_lost(Err(reason(lost.code())))),
            tell,
            watch: Cell::new(None),
        }
    }

    /// Begins to watch, anew if it does already.
    pub fn watch(&self) {
        self.stop();
        self.with(|geolocation| {
            let options = options(WATCH_PATIENCE);
            self.watch.set(Some(geolocation.watch_position(
                self.found.as_ref(),
                self.lost.as_ref(),
                &options,
            )));
        });
    }

    /// Asks once: a watch is silent while a person stands still.
    pub fn ask(&self) {
        self.with(|geolocation| {
            geolocation.get_current_position(self.found.as_ref(), self.lost.as_ref(), &options(ASK_PATIENCE));
        });
    }

    /// Stops watching.
    pub fn stop(&self) {
        if let Some(watch) = self.watch.take() {
            GEOLOCATION
                .with(|geolocation| geolocation.as_ref().map(|geolocation| geolocation.clear_watch(watch)));
        }
    }

    fn with(&self, use_it: impl FnOnce(&Geolocation)) {
        GEOLOCATION.with(|geolocation| match geolocation {
            Some(geolocation) => use_it(geolocation),
            None => (self.tell)(Err(Missing::Unavailable)),
        });
    }
}

/// Asks once, and waits for the answer.
pub async fn find() -> Result<Reading, Missing> {
    let asked = GEOLOCATION.with(|geolocation| {
        geolocation.as_ref().map(|geolocation| {
            js_sys::Promise::new(&mut |found, lost| {
                geolocation.get_current_position(&found, &lost, &options(ASK_PATIENCE));
            })
        })
    });
    match JsFuture::from(asked.ok_or(Missing::Unavailable)?).await {
        Ok(found) => Ok(reading(&found.unchecked_into())),
        Err(lost) => Err(reason(lost.unchecked_into::<Lost>().code())),
    }
}

impl Drop for Locator {
    fn drop(&mut self) {
        self.stop();
    }
}

fn reading(found: &Found) -> Reading {
    let (place, at) = (found.coords(), found.timestamp() as i64);
    Reading { latitude: place.latitude(), longitude: place.longitude(), accuracy: place.accuracy(), at }
}

fn reason(code: u16) -> Missing {
    match code {
        1 => Missing::Denied,
        2 => Missing::Unavailable,
        _ => Missing::Timeout,
    }
}

/// The defaults of the specification are low accuracy and endless patience.
fn options(patience: f64) -> JsValue {
    let options = js_sys::Object::new();
    for (key, value) in [
        ("enableHighAccuracy", JsValue::TRUE),
        ("timeout", JsValue::from_f64(patience)),
        ("maximumAge", JsValue::from_f64(0.0)),
    ] {
        // Setting a property of a fresh plain object cannot fail.
        let _ = js_sys::Reflect::set(&options, &JsValue::from_str(key), &value);
    }
    options.into()
}
