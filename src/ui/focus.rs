//! The keyboard's place in the page: it is put where something begins, and never lost when something goes away.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

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

/// Leads from a complaint to its control: what it asks for is scrolled into view, and the control gets the focus.
pub fn lead_to(id: &str) {
    let Some(control) = html_element(id) else { return };
    let Some(question) = question_of(&control) else {
        let _ = control.focus();
        return;
    };
    question.scroll_into_view();
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = control.focus_with_options(&options);
}

/// The words above a control: those of its group where all of it fits into half of the window, else its own label.
fn question_of(control: &HtmlElement) -> Option<Element> {
    let group = control.closest("fieldset").ok().flatten();
    let legend = group.and_then(|group| group.query_selector("legend").ok().flatten());
    let is_choice = matches!(control.get_attribute("type").as_deref(), Some("checkbox" | "radio"));
    let half = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default() / 2.0;
    let bottom = control.get_bounding_client_rect().bottom();
    let is_near = |legend: &Element| is_choice || bottom - legend.get_bounding_client_rect().top() < half;
    let label = || document().query_selector(&format!("label[for='{}']", control.id())).ok().flatten();
    legend.filter(is_near).or_else(label).or_else(|| control.closest("label").ok().flatten())
}

fn html_element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
