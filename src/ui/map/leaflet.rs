//! The parts of Leaflet 1.9 in use. It is loaded from this server when the first map is shown.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

// Leaflet is a JavaScript library without a crate.
#[wasm_bindgen]
extern "C" {
    /// The map itself.
    #[derive(Clone)]
    pub type Leaflet;
    #[wasm_bindgen(js_namespace = L, js_name = map)]
    pub fn map(element: &HtmlElement, options: &JsValue) -> Leaflet;
    #[wasm_bindgen(method, js_name = setView)]
    pub fn set_view(this: &Leaflet, place: &Array, zoom: f64);
    #[wasm_bindgen(method, js_name = fitBounds)]
    pub fn fit_bounds(this: &Leaflet, bounds: &Bounds, options: &JsValue);
    #[wasm_bindgen(method, js_name = getBounds)]
    pub fn bounds(this: &Leaflet) -> Bounds;
    #[wasm_bindgen(method, js_name = latLngToContainerPoint)]
    pub fn point_of(this: &Leaflet, place: &Array) -> Point;
    #[wasm_bindgen(method, js_name = invalidateSize)]
    pub fn invalidate_size(this: &Leaflet);
    #[wasm_bindgen(method, js_name = remove)]
    pub fn remove_map(this: &Leaflet);
    #[wasm_bindgen(method)]
    pub fn on(this: &Leaflet, event: &str, handler: &Function);

    /// Anything that lies on the map.
    pub type Layer;
    #[wasm_bindgen(js_namespace = L, js_name = gridLayer)]
    pub fn grid_layer(options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = L, js_name = tileLayer)]
    pub fn tile_layer(address: &str, options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = L, js_name = marker)]
    pub fn marker(place: &Array, options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = L, js_name = circle)]
    pub fn circle(place: &Array, options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = L, js_name = polyline)]
    pub fn polyline(places: &Array, options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = L, js_name = divIcon)]
    pub fn div_icon(options: &JsValue) -> JsValue;
    #[wasm_bindgen(js_namespace = ["L", "control"], js_name = scale)]
    pub fn scale(options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = ["L", "control"], js_name = attribution)]
    pub fn attribution(options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = ["L", "control"], js_name = zoom)]
    pub fn zoom(options: &JsValue) -> Layer;
    #[wasm_bindgen(method, js_name = addTo)]
    pub fn add_to(this: &Layer, map: &Leaflet);
    #[wasm_bindgen(method)]
    pub fn remove(this: &Layer);
    #[wasm_bindgen(method, js_name = setLatLng)]
    pub fn set_place(this: &Layer, place: &Array);
    #[wasm_bindgen(method, js_name = setLatLngs)]
    pub fn set_places(this: &Layer, places: &Array);
    #[wasm_bindgen(method, js_name = setRadius)]
    pub fn set_radius(this: &Layer, metres: f64);
    #[wasm_bindgen(method, js_name = on)]
    pub fn on_layer(this: &Layer, event: &str, handler: &Function);

    /// A rectangle on the globe.
    pub type Bounds;
    #[wasm_bindgen(js_namespace = L, js_name = latLngBounds)]
    pub fn bounds_of(places: &Array) -> Bounds;
    #[wasm_bindgen(method)]
    pub fn contains(this: &Bounds, place: &Array) -> bool;

    /// A point of the map, in pixels from its corner.
    pub type Point;
    #[wasm_bindgen(method, getter)]
    pub fn x(this: &Point) -> f64;
    #[wasm_bindgen(method, getter)]
    pub fn y(this: &Point) -> f64;

    /// A click on the map.
    pub type Click;
    #[wasm_bindgen(method, getter)]
    pub fn latlng(this: &Click) -> LatLng;
    /// Where the click was.
    pub type LatLng;
    #[wasm_bindgen(method, getter)]
    pub fn lat(this: &LatLng) -> f64;
    #[wasm_bindgen(method, getter)]
    pub fn lng(this: &LatLng) -> f64;
}

const SCRIPT: &str = "/vendor/leaflet/leaflet.js";
const STYLE: &str = "/vendor/leaflet/leaflet.css";

thread_local! {
    /// The promise that every map of the page waits for.
    static LOADING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Loads Leaflet once. After a failure the next call retries.
pub async fn load() -> Result<(), JsValue> {
    let loading = LOADING.with_borrow_mut(|loading| loading.get_or_insert_with(start).clone());
    let loaded = JsFuture::from(loading).await;
    if loaded.is_err() {
        LOADING.set(None);
    }
    loaded.map(drop)
}

fn start() -> Promise {
    let style = link();
    let script = element("script", &[("src", SCRIPT)]);
    Promise::all(&Array::of2(&settled(style), &settled(script)))
}

fn link() -> Option<Element> {
    element("link", &[("rel", "stylesheet"), ("href", STYLE)])
}

fn element(name: &str, attributes: &[(&str, &str)]) -> Option<Element> {
    let element = leptos::prelude::document().create_element(name).ok()?;
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    Some(element)
}

/// Appends the element to the head; the promise settles with its `load` or `error`.
fn settled(element: Option<Element>) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let head = leptos::prelude::document().head();
        let (Some(element), Some(head)) = (&element, head) else {
            let _ = reject.call0(&JsValue::NULL);
            return;
        };
        let failed = element.clone();
        let on_error = Closure::once_into_js(move || {
            failed.remove();
            let _ = reject.call0(&JsValue::NULL);
        });
        let _ = element.add_event_listener_with_callback("load", &resolve);
        let _ = element.add_event_listener_with_callback("error", on_error.unchecked_ref());
        let _ = head.append_child(element);
    })
}

/// A place as Leaflet takes it.
pub fn place(latitude: f64, longitude: f64) -> Array {
    Array::of2(&latitude.into(), &longitude.into())
}

/// An options object.
pub fn options(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object.into()
}
