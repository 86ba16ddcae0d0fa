//! The button component.

use leptos::prelude::*;
use tocsin::ui::{Button, Kind};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, settle};

#[wasm_bindgen_test]
async fn a_press_calls_its_handler_once() {
    let presses = RwSignal::new(0);
    let page =
        Page::of(move || view! { <Button on_press=move |()| presses.update(|n| *n += 1)>"Send"</Button> })
            .await;
    page.get("button").click();
    assert_eq!(presses.get_untracked(), 1);
    assert_eq!(page.text(), "Send");
}

#[wasm_bindgen_test]
async fn a_busy_button_does_nothing_and_says_that_it_is_busy() {
    let (presses, busy) = (RwSignal::new(0), RwSignal::new(true));
    let page = Page::of(move || {
        view! { <Button kind=Kind::Primary busy=busy on_press=move |()| presses.update(|n| *n += 1)>"Send"</Button> }
    })
    .await;
    let button = page.get("button");
    button.click();
    assert_eq!(presses.get_untracked(), 0);
    assert_eq!(button.get_attribute("aria-busy").as_deref(), Some("true"));

    busy.set(false);
    settle().await;
    button.click();
    assert_eq!(presses.get_untracked(), 1);
    assert_eq!(button.get_attribute("aria-busy"), None);
}

#[wasm_bindgen_test]
async fn a_button_submits_only_as_a_submit_button() {
    let page = Page::of(|| view! { <Button>"Close"</Button><Button submits=true>"Sign in"</Button> }).await;
    assert_eq!(page.get("button:first-child").get_attribute("type").as_deref(), Some("button"));
    assert_eq!(page.get("button:last-child").get_attribute("type").as_deref(), Some("submit"));
}
