//! What stands around every page of the resident: its title, the way it begins, and what happens when it breaks.

use std::pin::Pin;

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::device::shell;
use crate::words::words;

/// Mounts `app` into the element `place` of the page that the shell has drawn. From here on a panic, which would end this
/// program without a word, is told to the shell, which loads the page again.
pub fn mount<V: IntoView + 'static>(place: &str, app: fn() -> V) {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        shell::died();
    }));
    if let Some(place) = element(place) {
        mount_to(place, app).forget();
    }
}

/// Mounts `app` as the whole page, in the place of what it said while it loaded. There is no shell: a panic is shown by the
/// page itself, which then loads again.
pub fn mount_alone(app: impl FnOnce() -> AnyView + 'static) {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show_broken();
    }));
    if let Some(loading) = document().get_element_by_id("loading") {
        loading.remove();
    }
    leptos::mount::mount_to_body(app);
}

/// Nothing of this program runs any more.
fn show_broken() {
    let page = document();
    if let Some(broken) = page.get_element_by_id("broken") {
        let _ = broken.remove_attribute("hidden");
    }
    if let (Some(head), Ok(refresh)) = (page.head(), page.create_element("meta")) {
        let _ = refresh.set_attribute("http-equiv", "refresh");
        let _ = refresh.set_attribute("content", "10");
        let _ = head.append_child(&refresh);
    }
}

/// The page's title, with "Error: " before it while its form has complaints.
pub fn set_title(title: &str, has_problems: bool) {
    let prefix = if has_problems { words().errors.title_prefix } else { "" };
    document().set_title(&format!("{prefix}{title} – Tocsin"));
}

/// So many notifications are unread: the resident's bar says so.
pub fn count_unread(count: i64) {
    if let Some(mark) = element("frame-count") {
        let count = if count > 0 { count.to_string() } else { String::new() };
        mark.set_text_content(Some(&count));
    }
}

/// The page's title, with how many things are unread before it.
pub fn set_counted_title(title: &str, count: i64) {
    let count = if count > 0 { format!("({count}) ") } else { String::new() };
    document().set_title(&format!("{count}{title} – Tocsin"));
}

/// Lets something go on by itself. In a box, so that what runs it is compiled once and not for each of them.
pub fn work(going_on: impl Future<Output = ()> + 'static) {
    leptos::task::spawn_local(Box::pin(going_on) as Pin<Box<dyn Future<Output = ()>>>);
}

/// An element of the static page.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
