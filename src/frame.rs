//! The frame that `index.html` has painted around every page: its title, its links, its focus.

use std::pin::Pin;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::area::Area;
use crate::device::shell;
use crate::links;
use crate::ui::title_prefix;

/// Tells the frame that `index.html` has painted where we are: the press is on one page only, each area has its own frame,
/// and the focus goes to the new page, as a page load would put it.
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

/// The path without what belongs to one of many: the tray with a notification open is still the tray.
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

/// The page's title for as long as the page is shown, with "Error: " before it while a form has complaints.
pub fn set_title(title: impl Into<Signal<String>>) {
    let title = title.into();
    Effect::new(move || document().set_title(&format!("{}{} – Tocsin", title_prefix(), title.read())));
}

/// So many notifications are unread: the resident's bar says so.
pub fn count_unread(count: i64) {
    if let Some(mark) = element("frame-count") {
        let count = if count > 0 { count.to_string() } else { String::new() };
        mark.set_text_content(Some(&count));
    }
}

/// Lets something go on by itself. In a box, so that what runs it is compiled once and not for each of them.
pub fn work(going_on: impl Future<Output = ()> + 'static) {
    leptos::task::spawn_local(Box::pin(going_on) as Pin<Box<dyn Future<Output = ()>>>);
}

/// An element of the static page.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
