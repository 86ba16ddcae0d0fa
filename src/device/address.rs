//! The address bar. A router would weigh a fifth of the resident's first load (25 KB) and an eighth of the staff's: here are
//! the few lines of one that are needed.

use std::cell::RefCell;

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
    #[wasm_bindgen(method, getter)]
    fn search(this: &Link) -> String;
}

/// Links that the browser follows by itself: to another window, to a file, to a part of this page, or to another entry.
const OURS: &str = "a[href]:not([target], [download], [rel~=external], [href^='#'])";

/// The path in the address bar.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Scheme, name and port of this server, as people reach it.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// What stands behind the path: empty, or `?` and more.
fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// Whether somebody who is about to leave must be asked first; it is given where to.
type Guard = Box<dyn Fn(&str) -> bool>;

thread_local! {
    static GUARD: RefCell<Option<Guard>> = const { RefCell::new(None) };
}

/// Asks `guard` before the page is left for another address of this program, until it is let go. Whoever says yes goes there
/// themselves, once that is decided.
pub fn guard(guard: impl Fn(&str) -> bool + 'static) {
    GUARD.set(Some(Box::new(guard)));
}

/// Lets everybody leave again.
pub fn let_go() {
    GUARD.set(None);
}

fn is_held(to: &str) -> bool {
    GUARD.with_borrow(|guard| guard.as_ref().is_some_and(|guard| guard(to)))
}

/// Where the page is, for what follows it.
#[derive(Clone, Copy)]
pub struct Here {
    path: RwSignal<String>,
    search: RwSignal<String>,
}

impl Here {
    /// The path; whoever reads it follows it.
    pub fn path(self) -> String {
        self.path.get()
    }

    /// What the address says under `name`; whoever reads it follows it. An empty value is none.
    pub fn asked(self, name: &str) -> Option<String> {
        self.search.with(|search| value_in(search, name))
    }
}

/// Follows the address for as long as the page lives.
pub fn provide_here() -> Here {
    let here = Here { path: RwSignal::new(path()), search: RwSignal::new(search()) };
    listen(move |to| {
        let (before, asked) = (here.path.get_untracked(), here.search.get_untracked());
        if to != before && is_held(&format!("{to}{}", search())) {
            // Back has left already: the address is put back until it is decided.
            let _ = history().push_state_with_url(&JsValue::NULL, "", Some(&format!("{before}{asked}")));
            return;
        }
        // Only what changed is told, so that another filter does not draw the whole page anew.
        if here.path.with_untracked(|path| *path != to) {
            here.path.set(to);
        }
        let to = search();
        if here.search.with_untracked(|search| *search != to) {
            here.search.set(to);
        }
    });
    provide_context(here);
    here
}

/// Where the page is.
pub fn use_here() -> Here {
    expect_context()
}

/// What stands behind `#` under `name`, which the browser keeps to itself.
pub fn fragment(name: &str) -> Option<String> {
    let hash = window().location().hash().unwrap_or_default();
    value_in(hash.trim_start_matches('#'), name)
}

fn value_in(search: &str, name: &str) -> Option<String> {
    let parts = search.trim_start_matches('?').split('&');
    let value = parts.filter_map(|part| part.split_once('=')).find(|(key, _)| *key == name)?.1;
    let text = js_sys::decode_uri_component(&value.replace('+', " ")).ok()?;
    Some(String::from(text)).filter(|text| !text.is_empty())
}

/// A value as it may stand in an address.
pub fn encoded(value: &str) -> String {
    String::from(js_sys::encode_uri_component(value))
}

/// What the address says under `name` now. An empty value is none.
pub fn asked_now(name: &str) -> Option<String> {
    value_in(&search(), name)
}

/// Path and query of where one is now.
pub fn whole() -> String {
    format!("{}{}", path(), search())
}

/// Goes to `address`, a path of this program, without loading a page.
pub fn go(address: &str) {
    // It fails only when a page changes its address hundreds of times in a few seconds.
    let _ = history().push_state_with_url(&JsValue::NULL, "", Some(address));
    window().scroll_to_with_x_and_y(0.0, 0.0);
    tell_listeners();
}

/// The address of this origin that led here by a link, if it is `path` or below.
pub fn came_from(path: &str) -> Option<String> {
    let before = document().referrer();
    let before = before.strip_prefix(&origin())?;
    let is_below =
        before.strip_prefix(path)?.chars().next().is_none_or(|next| matches!(next, '/' | '?' | '#'));
    is_below.then(|| before.to_owned())
}

/// Changes the address in its place: for what Back need not undo, as a letter more in a search.
pub fn replace(address: &str) {
    let _ = history().replace_state_with_url(&JsValue::NULL, "", Some(address));
    tell_listeners();
}

/// Goes to `address` so that Back does not lead to what was here: a form that is done with.
pub fn go_instead(address: &str) {
    replace(address);
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Goes to a page of another program.
pub fn load(address: &str) {
    let _ = window().location().assign(address);
}

fn history() -> web_sys::History {
    // Not `expect`, which would bring along all that tells of a JavaScript value.
    let Ok(history) = window().history() else { unreachable!("BUG: a window without a history") };
    history
}

/// Tells of every new path until the page ends.
pub fn listen(tell: impl Fn(String) + 'static) {
    let _forever = window_event_listener_untyped("popstate", move |_| tell(path()));
}

/// Follows links to those paths that are this program's without loading a page. One program of a page does so.
pub fn follow_links(is_ours: impl Fn(&str) -> bool + 'static) {
    let _forever = window_event_listener(leptos::ev::click, move |event| follow(event, &is_ours));
}

fn follow(event: MouseEvent, is_ours: &dyn Fn(&str) -> bool) {
    let is_plain = event.button() == 0
        && !(event.default_prevented()
            || event.meta_key()
            || event.ctrl_key()
            || event.shift_key()
            || event.alt_key());
    let Some(target) = event.target().filter(|_| is_plain) else { return };
    let Some(link) = target.unchecked_into::<Link>().closest(OURS) else { return };
    if Ok(link.origin()) == window().location().origin() && is_ours(&link.pathname()) {
        event.prevent_default();
        let to = format!("{}{}", link.pathname(), link.search());
        if !is_held(&to) {
            go(&to);
        }
    }
}

/// A page that changes its own address is not told of it by the browser.
fn tell_listeners() {
    if let Ok(event) = web_sys::Event::new("popstate") {
        let _ = window().dispatch_event(&event);
    }
}
