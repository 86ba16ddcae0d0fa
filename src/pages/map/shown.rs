//! What the page has written into the map's place, and the marks that it becomes.

use wasm_bindgen::prelude::*;
use wire::callout::Route;

use crate::components::{first_heading, way};
use crate::ui::{Look, Mark, Place, Scene, when};
use crate::words::map as words;

#[wasm_bindgen]
extern "C" {
    type Written;
    #[wasm_bindgen(method, getter)]
    fn here(this: &Written) -> Option<Spot>;
    #[wasm_bindgen(method, getter)]
    fn responder(this: &Written) -> Option<Spot>;
    #[wasm_bindgen(method, getter)]
    fn route(this: &Written) -> Option<String>;

    type Spot;
    #[wasm_bindgen(method, getter)]
    fn name(this: &Spot) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn latitude(this: &Spot) -> f64;
    #[wasm_bindgen(method, getter)]
    fn longitude(this: &Spot) -> f64;
    #[wasm_bindgen(method, getter)]
    fn accuracy(this: &Spot) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn heading(this: &Spot) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn at(this: &Spot) -> f64;
}

/// A position older than this is called stale.
const STALE_MS: i64 = 60_000;

/// What is drawn for what the page has written; nothing for what cannot be read.
pub fn scene_of(written: &str) -> Scene {
    let Ok(written) = js_sys::JSON::parse(written) else { return Scene::default() };
    let written: Written = written.unchecked_into();
    let route = written.route().map(|points| way(&Route { points })).unwrap_or_default();
    let here = written.here().map(|spot| Mark { key: "here".to_owned(), look: Look::Person, ..mark(&spot) });
    let responder = written.responder().map(|spot| {
        let heading = spot.heading().or_else(|| first_heading(&route));
        Mark { key: "responder".to_owned(), look: Look::Vehicle, heading, ..mark(&spot) }
    });
    Scene { marks: here.into_iter().chain(responder).collect(), route }
}

fn mark(spot: &Spot) -> Mark {
    let (at, now) = (spot.at() as i64, when::now());
    let name = spot.name().unwrap_or_else(|| words().you.to_owned());
    Mark {
        at: Place { latitude: spot.latitude(), longitude: spot.longitude() },
        label: format!("{name}, {}", when::ago(at, now)),
        accuracy: spot.accuracy(),
        stale: now - at > STALE_MS,
        ..Mark::default()
    }
}
