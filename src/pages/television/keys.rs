//! The remote control: arrows move the focus between the buttons on the screen, OK presses the one that has it, Back leads out.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Screen, Television};
use crate::television::{Direction, Place, Press, next, press};

/// Hears the remote control for as long as the page lives.
pub fn listen(television: Television) {
    let _forever = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
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
        // A call that is open stays on the screen; pairing and sending have nothing behind them.
        _ => {}
    }
}

fn buttons() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all("#main button") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn move_focus(direction: Direction) {
    let buttons = buttons();
    let active = document().active_element();
    let from = buttons.iter().position(|button| Some(button.unchecked_ref()) == active.as_ref());
    let Some(from) = from else { return focus(&buttons, 0) };
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

/// Gives the focus to the first button, once what is being drawn now stands and unless a button has it.
pub fn focus_first() {
    request_animation_frame(|| {
        let buttons = buttons();
        let active = document().active_element();
        if !buttons.iter().any(|button| Some(button.unchecked_ref()) == active.as_ref()) {
            focus(&buttons, 0);
        }
    });
}
