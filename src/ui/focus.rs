//! Keyboard focus: set where something begins, and never lost when something goes away.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// Focuses the element with this id after the current rendering.
pub fn focus(id: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = html_element(id) {
            let _ = element.focus();
        }
    });
}

/// The same, with the element scrolled to the top of the window.
pub fn bring_up(id: &'static str) {
    focus(id);
    request_animation_frame(move || {
        if let Some(element) = html_element(id) {
            element.scroll_into_view();
        }
    });
}

/// The same as [`focus`], but only if nothing has the focus: its element was just removed.
pub fn rescue_focus(id: &'static str) {
    request_animation_frame(move || {
        let page = document();
        let nowhere = page.active_element().is_none_or(|active| Some(&active) == page.body().as_deref());
        if let (true, Some(element)) = (nowhere, html_element(id)) {
            let _ = element.focus();
        }
    });
}
/// Goes from a problem to its control: the label is scrolled into view, and the control gets the focus.
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
/// The label of a control: its group's legend where the group fits into half of the window, otherwise its own label.
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
