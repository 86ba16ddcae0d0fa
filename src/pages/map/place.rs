//! One map in the page's place for it.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

use super::shown::scene_of;
use crate::ui::{Canvas, Scene, Tiles, when};
use crate::words::map as words;

const AGES_MS: i64 = 5_000;

/// A map, and where it was put.
pub struct Drawing {
    place: Element,
    /// What was shown last, and when: it is drawn again when it changed, and now and then for the ages.
    last: (String, i64),
    drawn: Rc<RefCell<(Canvas, Scene)>>,
}

impl Drawing {
    /// Puts an empty map into `place`, over the sentence that stood there.
    pub fn new(place: Element, tiles: Option<&Tiles>) -> Self {
        let ground: HtmlElement = put(&place, "div", "map__ground").unchecked_into();
        let canvas = Canvas::new(&ground, tiles, (words().zoom_in, words().zoom_out), None, None);
        let drawn = Rc::new(RefCell::new((canvas, Scene::default())));
        let all = put(&place, "button", "button button--small map__all");
        all.set_text_content(Some(words().show_all));
        let shown = Rc::downgrade(&drawn);
        let show_all = Closure::<dyn Fn()>::new(move || {
            if let Some(drawn) = shown.upgrade() {
                let (canvas, scene) = &*drawn.borrow();
                canvas.show_all(scene);
            }
        });
        let _ = all.add_event_listener_with_callback("click", show_all.into_js_value().unchecked_ref());
        let _ = place.set_attribute("data-drawn", "");
        Self { place, last: Default::default(), drawn }
    }

    /// Whether it stands in `place`.
    pub fn is_in(&self, place: Option<&Element>) -> bool {
        place.is_some_and(|place| self.place.is_same_node(Some(place)))
    }

    /// Shows what the page has written.
    pub fn show(&mut self, written: String) {
        let now = when::now();
        if self.last.0 == written && now - self.last.1 < AGES_MS {
            return;
        }
        let (canvas, scene) = &mut *self.drawn.borrow_mut();
        *scene = scene_of(&written);
        canvas.draw(scene);
        self.last = (written, now);
    }
}

fn put(place: &Element, name: &str, class: &str) -> Element {
    let document = place.owner_document().expect("BUG: an element of a page");
    let element = document.create_element(name).expect("BUG: a plain element name");
    element.set_class_name(class);
    let _ = place.append_child(&element);
    element
}
