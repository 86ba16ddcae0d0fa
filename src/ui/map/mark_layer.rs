//! One mark on the map: a shape with an arrow and a label, and its accuracy circle.

use js_sys::{Array, Function};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::labels::{Label, Side};
use super::leaflet::{self, Layer, Leaflet, options};
use super::{Look, Mark, Place};

/// The layers of a mark, to be moved and removed.
pub struct MarkLayer {
    marker: Layer,
    circle: Option<Layer>,
    face: HtmlElement,
    label: HtmlElement,
    at: Place,
    look: Look,
    side: Option<Side>,
}

impl MarkLayer {
    /// Puts the mark on the map.
    pub fn new(map: &Leaflet, mark: &Mark, picks: bool) -> Self {
        let (face, label) = face();
        let icon = leaflet::div_icon(&options(&[
            ("html", face.clone().into()),
            ("className", "map__icon".into()),
            ("iconSize", Array::of2(&0.into(), &0.into()).into()),
        ]));
        let marker = leaflet::marker(
            &mark.at.into(),
            &options(&[
                ("icon", icon),
                ("interactive", picks.into()),
                ("keyboard", picks.into()),
                ("title", mark.label.as_str().into()),
                ("zIndexOffset", JsValue::from_f64(mark.look.height())),
            ]),
        );
        marker.add_to(map);
        Self { marker, circle: None, face, label, at: mark.at, look: mark.look, side: None }
    }

    /// Calls `handler` when the mark is pressed.
    pub fn on_press(&self, handler: &Function) {
        self.marker.on_layer("click", handler);
    }

    /// Moves it, and updates what changed.
    pub fn update(&mut self, map: &Leaflet, mark: &Mark) {
        (self.at, self.look) = (mark.at, mark.look);
        self.marker.set_place(&mark.at.into());
        self.label.set_text_content(Some(&mark.label));
        self.face.set_class_name(&format!("map__mark map__mark--{}", mark.look.name()));
        let _ = self.face.toggle_attribute_with_force("data-stale", mark.stale);
        // The content security policy allows styles set by script, but no style attributes.
        let style = self.face.style();
        match mark.heading {
            Some(heading) => {
                let _ = self.face.set_attribute("data-heading", "true");
                let _ = style.set_property("--heading", &format!("{heading:.0}deg"));
            }
            None => _ = self.face.remove_attribute("data-heading"),
        }
        self.draw_circle(map, mark);
    }
    /// The more important mark gets its label first.
    pub fn height(&self) -> f64 {
        self.look.height()
    }
    /// The mark with its label as placed now. A label stays on its side as long as there is room.
    pub fn label(&self, map: &Leaflet) -> Label {
        let point = map.point_of(&self.at.into());
        let size = (f64::from(self.label.offset_width()), f64::from(self.label.offset_height()));
        // Above a person, so that it is readable where somebody has arrived.
        let usual = if self.look == Look::Person { Side::Above } else { Side::Below };
        Label { at: (point.x(), point.y()), size, first: self.side.unwrap_or(usual) }
    }
    /// Puts the label on this side, or hides it.
    pub fn place_label(&mut self, side: Option<Side>) {
        self.side = side;
        let _ = self.face.set_attribute("data-words", side.map_or("away", Side::name));
    }

    fn draw_circle(&mut self, map: &Leaflet, mark: &Mark) {
        match (&self.circle, mark.accuracy) {
            (Some(circle), Some(metres)) => {
                circle.set_place(&mark.at.into());
                circle.set_radius(metres);
            }
            (None, Some(metres)) => {
                let class = format!("map__circle map__circle--{}", mark.look.name());
                let circle = leaflet::circle(
                    &mark.at.into(),
                    &options(&[
                        ("radius", metres.into()),
                        ("className", class.into()),
                        ("interactive", false.into()),
                    ]),
                );
                circle.add_to(map);
                self.circle = Some(circle);
            }
            (Some(circle), None) => {
                circle.remove();
                self.circle = None;
            }
            (None, None) => {}
        }
    }

    /// Takes it off the map.
    pub fn remove(&self) {
        self.marker.remove();
        if let Some(circle) = &self.circle {
            circle.remove();
        }
    }
}
/// The mark's element: a shape, an arrow for the heading, and a label.
fn face() -> (HtmlElement, HtmlElement) {
    let new = |name: &str, class: &str| {
        let element = document().create_element(name).expect("BUG: a plain element name");
        element.set_class_name(class);
        element
    };
    let face = new("div", "map__mark");
    let arrow = new("span", "map__heading");
    let dot = new("span", "map__dot");
    let label = new("span", "map__label");
    for part in [&arrow, &dot, &label] {
        let _ = face.append_child(part);
    }
    (face.unchecked_into(), label.unchecked_into())
}
