//! The drawing: marks with their circles, one route, and a grid where no tiles are configured. Redrawing moves
//! existing layers, so that nothing flickers while a vehicle drives.

use std::cell::{Cell, RefCell};
use std::{collections::BTreeMap, rc::Rc};

use js_sys::{Array, Function};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement, ResizeObserver};

use super::labels;
use super::leaflet::{self, Layer, Leaflet, options, place};
use super::mark_layer::MarkLayer;
use super::{Mark, Place, Scene, Tiles};

/// The initial view, before anything is known.
const NOWHERE: (f64, f64, f64) = (51.5, -0.12, 11.0);

/// One map with its layers.
pub struct Canvas {
    map: Leaflet,
    element: HtmlElement,
    marks: Rc<RefCell<BTreeMap<String, MarkLayer>>>,
    route: Option<Layer>,
    /// Whether somebody moved the map by hand: then it stays.
    touched: Rc<Cell<bool>>,
    resized: Option<ResizeObserver>,
    on_pick: Option<Rc<dyn Fn(String)>>,
    /// Handlers live as long as the map.
    handlers: Vec<JsValue>,
}

impl Canvas {
    /// Draws an empty map into `element`.
    pub fn new(
        element: &HtmlElement,
        tiles: Option<&Tiles>,
        zoom_words: (&str, &str),
        on_choose: Option<Rc<dyn Fn(Place)>>,
        on_pick: Option<Rc<dyn Fn(String)>>,
    ) -> Self {
        let map = leaflet::map(element, &map_options());
        map.set_view(&place(NOWHERE.0, NOWHERE.1), NOWHERE.2);
        let mut handlers = vec![grid(&map)];
        if let Some(tiles) = tiles {
            let attribution = JsValue::from_str(&tiles.attribution);
            leaflet::tile_layer(
                &tiles.address,
                &options(&[("attribution", attribution), ("maxZoom", 19.into())]),
            )
            .add_to(&map);
            leaflet::attribution(&options(&[("prefix", false.into())])).add_to(&map);
        }
        let (zoom_in, zoom_out) = zoom_words;
        leaflet::zoom(&options(&[("zoomInTitle", zoom_in.into()), ("zoomOutTitle", zoom_out.into())]))
            .add_to(&map);
        leaflet::scale(&options(&[("imperial", false.into()), ("maxWidth", 120.into())])).add_to(&map);
        if let Some(choose) = on_choose {
            let handler = Closure::<dyn Fn(leaflet::Click)>::new(move |click: leaflet::Click| {
                let at = click.latlng();
                choose(Place { latitude: at.lat(), longitude: at.lng() });
            });
            handlers.push(listen(|handler| map.on("click", handler), handler.into_js_value()));
        }
        let touched = Rc::new(Cell::new(false));
        handlers.extend(touches(element, &touched));
        let resized = observe(element, &map, &mut handlers);
        let marks = Rc::default();
        handlers.push(keep_labels_apart(&map, element, &marks));
        Self { map, element: element.clone(), marks, route: None, touched, resized, on_pick, handlers }
    }

    /// Draws `scene`, and brings new marks into view unless somebody moved the map by hand.
    pub fn draw(&mut self, scene: &Scene) {
        let changed = self.draw_marks(scene);
        self.draw_route(&scene.route);
        let bounds = self.map.bounds();
        let outside = scene.marks.iter().any(|mark| !bounds.contains(&mark.at.into()));
        if !self.touched.get() && (changed || outside) {
            self.fit(scene);
        }
        place_labels(&self.map, &self.element, &self.marks);
    }

    /// Whether a mark came or went.
    fn draw_marks(&mut self, scene: &Scene) -> bool {
        let marks = Rc::clone(&self.marks);
        let mut marks = marks.borrow_mut();
        let before = marks.len();
        marks.retain(|key, layer| {
            let stays = scene.marks.iter().any(|mark| mark.key == *key);
            if !stays {
                layer.remove();
            }
            stays
        });
        let mut changed = marks.len() != before;
        for mark in &scene.marks {
            let layer = marks.entry(mark.key.clone()).or_insert_with(|| {
                changed = true;
                self.put(mark)
            });
            layer.update(&self.map, mark);
        }
        changed
    }

    /// Brings everything into view, and keeps following it.
    pub fn show_all(&self, scene: &Scene) {
        self.touched.set(false);
        self.fit(scene);
    }

    fn fit(&self, scene: &Scene) {
        let places = places(scene.marks.iter().map(|mark| mark.at).chain(scene.route.iter().copied()));
        if places.length() > 0 {
            let padding = Array::of2(&48.into(), &48.into());
            let fit =
                options(&[("padding", padding.into()), ("maxZoom", 16.into()), ("animate", false.into())]);
            self.map.fit_bounds(&leaflet::bounds_of(&places), &fit);
        }
    }

    fn put(&mut self, mark: &Mark) -> MarkLayer {
        let picks = self.on_pick.is_some() && mark.pickable;
        let layer = MarkLayer::new(&self.map, mark, picks);
        if let (Some(pick), true) = (self.on_pick.clone(), picks) {
            let key = mark.key.clone();
            let handler = Closure::<dyn Fn()>::new(move || pick(key.clone()));
            self.handlers.push(listen(|handler| layer.on_press(handler), handler.into_js_value()));
        }
        layer
    }

    fn draw_route(&mut self, route: &[Place]) {
        if let Some(line) = &self.route {
            if route.is_empty() {
                line.remove();
                self.route = None;
                return;
            }
            line.set_places(&places(route.iter().copied()));
        } else if !route.is_empty() {
            let places = places(route.iter().copied());
            let line = leaflet::polyline(
                &places,
                &options(&[("className", "map__route".into()), ("interactive", false.into())]),
            );
            line.add_to(&self.map);
            self.route = Some(line);
        }
    }
}

impl Drop for Canvas {
    fn drop(&mut self) {
        if let Some(resized) = &self.resized {
            resized.disconnect();
        }
        self.map.remove_map();
        self.handlers.clear();
    }
}

fn map_options() -> JsValue {
    // No animations: only what moves in the world moves.
    options(&[
        ("zoomControl", false.into()),
        ("attributionControl", false.into()),
        ("zoomAnimation", false.into()),
        ("fadeAnimation", false.into()),
        ("markerZoomAnimation", false.into()),
        ("inertia", false.into()),
        ("maxZoom", 19.into()),
        ("minZoom", 3.into()),
    ])
}

/// The grid: each tile is an empty box with lines from the stylesheet.
fn grid(map: &Leaflet) -> JsValue {
    let layer = leaflet::grid_layer(&options(&[("className", "map__grid".into()), ("maxZoom", 19.into())]));
    let tile = Closure::<dyn Fn() -> Element>::new(|| {
        let tile = document().create_element("div").expect("BUG: a plain element name");
        tile.set_class_name("map__tile");
        tile
    })
    .into_js_value();
    let _ = js_sys::Reflect::set(&layer, &"createTile".into(), &tile);
    layer.add_to(map);
    tile
}

fn places(list: impl Iterator<Item = Place>) -> Array {
    list.map(|at| -> Array { at.into() }).collect()
}
/// Places the labels of all marks, the most important first.
fn place_labels(map: &Leaflet, element: &HtmlElement, marks: &RefCell<BTreeMap<String, MarkLayer>>) {
    // Drawing marks places their labels at its end, so nothing is done here meanwhile.
    let Ok(mut marks) = marks.try_borrow_mut() else { return };
    let mut layer: Vec<_> = marks.values_mut().collect();
    layer.sort_by(|one, other| other.height().total_cmp(&one.height()));
    let labels: Vec<_> = layer.iter().map(|layer| layer.label(map)).collect();
    let size = (f64::from(element.client_width()), f64::from(element.client_height()));
    for (layer, side) in layer.into_iter().zip(labels::place(&labels, size)) {
        layer.place_label(side);
    }
}
/// Places the labels again after every movement of the map.
fn keep_labels_apart(
    map: &Leaflet,
    element: &HtmlElement,
    marks: &Rc<RefCell<BTreeMap<String, MarkLayer>>>,
) -> JsValue {
    let (moved, element, marks) = (map.clone(), element.clone(), Rc::clone(marks));
    let handler = Closure::<dyn Fn()>::new(move || place_labels(&moved, &element, &marks));
    listen(|handler| map.on("moveend", handler), handler.into_js_value())
}

fn listen(add: impl FnOnce(&Function), handler: JsValue) -> JsValue {
    add(handler.unchecked_ref());
    handler
}

fn touches(element: &HtmlElement, touched: &Rc<Cell<bool>>) -> Vec<JsValue> {
    ["pointerdown", "wheel", "keydown"]
        .into_iter()
        .map(|event| {
            let touched = Rc::clone(touched);
            let handler = Closure::<dyn Fn()>::new(move || touched.set(true)).into_js_value();
            let _ = element.add_event_listener_with_callback(event, handler.unchecked_ref());
            handler
        })
        .collect()
}

fn observe(element: &HtmlElement, map: &Leaflet, handlers: &mut Vec<JsValue>) -> Option<ResizeObserver> {
    let map = map.clone();
    let handler = Closure::<dyn Fn()>::new(move || map.invalidate_size()).into_js_value();
    let observer = ResizeObserver::new(handler.unchecked_ref()).ok()?;
    observer.observe(element);
    handlers.push(handler);
    Some(observer)
}
