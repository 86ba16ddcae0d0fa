//! Mounts one component, and finds elements as a person would: by their text.

use leptos::{mount::mount_to, prelude::*, task::tick};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What is mounted; it leaves the document when the test ends.
pub struct Page {
    place: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

impl Page {
    /// Mounts `view` into a fresh place and waits until its effects have run.
    pub async fn of<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let place: HtmlElement = document().create_element("div").expect("a div").unchecked_into();
        document().body().expect("a body").append_child(&place).expect("the body takes it");
        let mounted = mount_to(place.clone(), view);
        settle().await;
        Self { place, _mounted: Box::new(mounted) }
    }

    /// The first element that `selector` finds.
    pub fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.place.query_selector(selector).expect("a selector").map(Element::unchecked_into)
    }

    /// The element that `selector` finds; it must be there.
    pub fn get(&self, selector: &str) -> HtmlElement {
        self.find(selector).unwrap_or_else(|| panic!("no {selector} in {}", self.place.inner_html()))
    }

    /// Every element that `selector` finds.
    pub fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.place.query_selector_all(selector).expect("a selector");
        (0..found.length()).filter_map(|place| found.item(place)).map(JsCast::unchecked_into).collect()
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.place.text_content().unwrap_or_default()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Waits until everything that a change caused has been drawn.
pub async fn settle() {
    tick().await;
    tick().await;
}

/// The id of the focused element.
pub fn focused() -> String {
    document().active_element().map(|element| element.id()).unwrap_or_default()
}

/// How much memory the program holds.
pub fn kilobytes() -> usize {
    core::arch::wasm32::memory_size::<0>() * 64
}
