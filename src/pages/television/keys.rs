//! The remote control: arrows move the focus between buttons, OK presses the focused one, Back leaves.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Screen, Television};
use crate::model::television::{Direction, Place, Press, Weight, is_ok, next, press, starts_on};

/// Listens to the remote control for as long as the page lives.
pub fn listen(television: Television) {
    let _forever = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        // A held key, or a second press meant for the previous screen, asks nobody.
        if is_ok(&event.key()) && (event.repeat() || television.settling.get_untracked()) {
            return event.prevent_default();
        }
        let Some(pressed) = press(&event.key(), event.key_code()) else { return };
        event.prevent_default();
        match pressed {
            Press::Move(direction) => move_focus(direction),
            Press::Back => back(television),
        }
    });
}

fn back(television: Television) {
    match television.screen.get_untracked() {
        Screen::Following(_) | Screen::Confirming => television.show(Screen::Choosing),
        Screen::Called(id) => television.leave_call(id),
        // Pairing and sending have no previous screen.
        _ => {}
    }
}

fn buttons() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(".tv-stage button") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn move_focus(direction: Direction) {
    let buttons = buttons();
    let Some(from) = focused(&buttons) else {
        return focus(&buttons, start(&buttons).unwrap_or_default());
    };
    let places: Vec<_> = buttons.iter().map(place).collect();
    if let Some(to) = next(&places, from, direction) {
        focus(&buttons, to);
    }
}

fn place(button: &HtmlElement) -> Place {
    let place = button.get_bounding_client_rect();
    Place { left: place.left(), top: place.top(), width: place.width(), height: place.height() }
}

fn focus(buttons: &[HtmlElement], index: usize) {
    if let Some(button) = buttons.get(index) {
        let _ = button.focus();
        button.scroll_into_view_with_bool(false);
    }
}

fn focused(buttons: &[HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    buttons.iter().position(|button| *button.unchecked_ref::<web_sys::Element>() == active)
}

fn start(buttons: &[HtmlElement]) -> Option<usize> {
    let weight = |button: &HtmlElement| match () {
        () if button.has_attribute("data-first") => Weight::Chosen,
        () if button.class_list().contains("tv__button--alarm") => Weight::Alarm,
        () => Weight::Harmless,
    };
    starts_on(&buttons.iter().map(weight).collect::<Vec<_>>())
}

/// Focuses the initial button after the current rendering, unless a button has the focus. A redraw leaves the focus
/// where it was.
pub fn place_focus(television: Television) {
    let before = buttons();
    let words = |button: &HtmlElement| button.text_content();
    let had = focused(&before).and_then(|index| words(&before[index]));
    let had = had.filter(|_| !television.settling.get_untracked());
    request_animation_frame(move || {
        let buttons = buttons();
        if focused(&buttons).is_some() {
            return;
        }
        let same = had.and_then(|had| buttons.iter().position(|button| words(button).as_ref() == Some(&had)));
        if let Some(index) = same.or_else(|| start(&buttons)) {
            focus(&buttons, index);
        }
    });
}
