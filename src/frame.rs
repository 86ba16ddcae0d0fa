//! The static page of `index.html` around every view: title, links, focus.

use std::pin::Pin;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::area::Area;
use crate::device::shell;
use crate::links;
use crate::ui::title_prefix;

/// Reports navigation to the static page: the press is on one page only, each area has its own frame, and the focus
/// moves to the new page as after a page load.
pub fn follow_address(path: Memo<String>, area: Memo<Area>) {
    Effect::new(move |before: Option<String>| {
        let page = page_of(&path.get());
        shell::went_to(&path.get_untracked());
        for (link, address) in [("frame-me", links::ME), ("frame-news", links::NOTIFICATIONS)] {
            mark(link, area.get_untracked() == Area::Resident && links::is_below(&page, address));
        }
        if before.is_some_and(|before| before != page)
            && let Some(main) = element("main")
        {
            let _ = main.focus();
        }
        page
    });
}

/// The page of a path: with a notification open it is still the tray.
fn page_of(path: &str) -> String {
    if [links::CONTROL_VEHICLES, links::PROVIDER_FILES].contains(&path) {
        return path.to_owned();
    }
    let parts = if path.starts_with("/staff/") { 3 } else { path.split('/').count() };
    path.split('/').take(parts).collect::<Vec<_>>().join("/")
}

fn mark(link: &str, is_here: bool) {
    if let Some(link) = element(link) {
        let _ = if is_here {
            link.set_attribute("aria-current", "page")
        } else {
            link.remove_attribute("aria-current")
        };
    }
}
/// Sets the page's title while the page is shown, with "Error: " before it while a form has problems.
pub fn set_title(title: impl Into<Signal<String>>) {
    let title = title.into();
    Effect::new(move || document().set_title(&format!("{}{} – Tocsin", title_prefix(), title.read())));
}

/// Shows the unread count in the resident's bar.
pub fn count_unread(count: i64) {
    if let Some(mark) = element("frame-count") {
        let count = if count > 0 { count.to_string() } else { String::new() };
        mark.set_text_content(Some(&count));
    }
}

/// Spawns a future. Boxed, so that its executor is compiled once.
pub fn work(going_on: impl Future<Output = ()> + 'static) {
    leptos::task::spawn_local(Box::pin(going_on) as Pin<Box<dyn Future<Output = ()>>>);
}

/// An element of the static page.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
