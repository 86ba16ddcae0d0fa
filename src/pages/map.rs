//! The map on the resident's page: where they are, who comes, and the way between. It is a program of its own, so that nobody
//! waits for it, and it knows nothing but what the page has written into the map's place (`pages/resident/map_place.rs`).
//! When it cannot load or breaks, the place stays as it was: a sentence that says where else to look.

mod place;
mod shown;

use std::cell::RefCell;

use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::ui::{Tiles, load_map};
use place::Drawing;

/// The page's place for the map, and what the page writes into it, as JSON.
const PLACE: &str = "map-place";
const SCENE: &str = "data-scene";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setInterval)]
    fn set_interval(act: &JsValue, milliseconds: u32) -> i32;

    type Shell;
    #[wasm_bindgen(thread_local_v2, js_namespace = window, js_name = tocsin)]
    static SHELL: Option<Shell>;
    #[wasm_bindgen(method, getter)]
    fn session(this: &Shell) -> js_sys::Promise;

    type Session;
    #[wasm_bindgen(method, getter)]
    fn config(this: &Session) -> Config;
    type Config;
    #[wasm_bindgen(method, getter, js_name = mapTiles)]
    fn tiles(this: &Config) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = mapAttribution)]
    fn attribution(this: &Config) -> Option<String>;
}

/// How often it looks. An observer would be told of the map's own changes too, and go round for ever.
const LOOK_MS: u32 = 1_000;

thread_local! {
    static DRAWING: RefCell<Option<Drawing>> = const { RefCell::new(None) };
}

/// Draws what the page has written, where it has a place for the map.
pub fn start() {
    wasm_bindgen_futures::spawn_local(async {
        let tiles = tiles().await;
        if load_sheet().is_none() || load_map().await.is_err() {
            return;
        }
        let draw = Closure::<dyn Fn()>::new(move || draw(tiles.as_ref())).into_js_value();
        set_interval(&draw, LOOK_MS);
        let _ = draw.unchecked_into::<js_sys::Function>().call0(&JsValue::NULL);
    });
}

fn draw(tiles: Option<&Tiles>) {
    DRAWING.with_borrow_mut(|drawing| {
        let place = element(PLACE);
        if drawing.as_ref().is_some_and(|drawing| !drawing.is_in(place.as_ref())) {
            *drawing = None;
        }
        let Some(place) = place else { return };
        let Some(scene) = place.get_attribute(SCENE) else { return };
        drawing.get_or_insert_with(|| Drawing::new(place, tiles)).show(scene);
    });
}

/// None by default, so that no third party is called.
async fn tiles() -> Option<Tiles> {
    let asked = SHELL.with(|shell| shell.as_ref().map(Shell::session))?;
    let session = wasm_bindgen_futures::JsFuture::from(asked).await.ok()?;
    let config = session.unchecked_into::<Session>().config();
    Some(Tiles { address: config.tiles()?, attribution: config.attribution().unwrap_or_default() })
}

/// The map's own stylesheet is not in the page.
fn load_sheet() -> Option<()> {
    let document = web_sys::window()?.document()?;
    let sheet = document.create_element("link").ok()?;
    sheet.set_attribute("rel", "stylesheet").ok()?;
    sheet.set_attribute("href", "/map.css").ok()?;
    document.head()?.append_child(&sheet).ok().map(drop)
}

fn element(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
