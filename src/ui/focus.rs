//! The keyboard's place in the page: it is put where something begins, and never lost when something goes away.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Puts the focus on the element with this id, once what is being drawn now stands.
pub fn focus(id: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = html_element(id) {
            let _ = element.focus();
        }
    });
}

/// The same, at the top of the window: what stands below it is what was asked for.
pub fn bring_up(id: &'static str) {
    focus(id);
    request_animation_frame(move || {
        if let Some(element) = html_element(id) {
            element.scroll_into_view();
        }
    });
}

/// The same as [`focus`], but only when the focus is nowhere: what had it has just gone away.
pub fn rescue_focus(id: &'static str) {
    request_animation_frame(move || {
        let page = document();
        let nowhere = page.active_element().is_none_or(|active| Some(&active) == page.body().as_deref());
        if let (true, Some(element)) = (nowhere, html_element(id)) {
            let _ = element.focus();
        }
    });
}

fn html_element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
