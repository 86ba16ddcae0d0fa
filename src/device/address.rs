//! The address bar. The resident has four pages, for which a router would weigh a fifth of the first load (25 KB): here are
//! the thirty lines of one that are needed.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = js_sys::Object)]
    type Link;
    #[wasm_bindgen(method)]
    fn closest(this: &Link, selector: &str) -> Option<Link>;
    #[wasm_bindgen(method, getter)]
    fn origin(this: &Link) -> String;
    #[wasm_bindgen(method, getter)]
    fn pathname(this: &Link) -> String;
}

/// Links that the browser follows by itself: to another window, to a file, to a part of this page, or to another entry.
const OURS: &str = "a[href]:not([target], [download], [rel~=external], [href^='#'])";

/// The path in the address bar.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Goes to `path` without loading a page.
pub fn go(path: &str) {
    let history = window().history().expect("BUG: a window without a history");
    // It fails only when a page changes its address hundreds of times in a few seconds.
    let _ = history.push_state_with_url(&JsValue::NULL, "", Some(path));
    window().scroll_to_with_x_and_y(0.0, 0.0);
    tell_listeners();
}

/// Tells of every new path until the page ends.
pub fn listen(tell: impl Fn(String) + 'static) {
    let _forever = window_event_listener_untyped("popstate", move |_| tell(path()));
}

/// Follows links to our own pages without loading one. One program of a page does so.
pub fn follow_links() {
    let _forever = window_event_listener(leptos::ev::click, follow);
}

fn follow(event: MouseEvent) {
    let is_plain = event.button() == 0
        && !(event.default_prevented()
            || event.meta_key()
            || event.ctrl_key()
            || event.shift_key()
            || event.alt_key());
    let Some(target) = event.target().filter(|_| is_plain) else { return };
    let Some(link) = target.unchecked_into::<Link>().closest(OURS) else { return };
    if Ok(link.origin()) == window().location().origin() {
        event.prevent_default();
        go(&link.pathname());
    }
}

/// A page that changes its own address is not told of it by the browser.
fn tell_listeners() {
    if let Ok(event) = web_sys::Event::new("popstate") {
        let _ = window().dispatch_event(&event);
    }
}
