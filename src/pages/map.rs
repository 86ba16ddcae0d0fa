//! The map on the resident's page: where they are, who comes, and the way between. It is a program of its own, so that nobody
//! waits for it, and it knows nothing but what the page has written into the map's place (`pages/resident/map_place.rs`).
//! When it cannot load or breaks, the place stays as it was: a sentence that says where else to look.

mod place;
mod shown;

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::set_interval;
use web_sys::Element;
use wire::lenient;
use wire::session::Session;

use crate::device::shell;
use crate::ui::{Tiles, load_map};
use place::Drawing;

/// The page's place for the map, and what the page writes into it, as JSON.
const PLACE: &str = "map-place";
const SCENE: &str = "data-scene";

/// How often it looks. An observer would be told of the map's own changes too, and go round for ever.
const LOOK_EVERY: Duration = Duration::from_secs(1);

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
        draw(tiles.as_ref());
        set_interval(move || draw(tiles.as_ref()), LOOK_EVERY);
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
    let Session { config, .. } = lenient::from_str(&shell::session().await?)?;
    Some(Tiles { address: config.map_tiles?, attribution: config.map_attribution.unwrap_or_default() })
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
