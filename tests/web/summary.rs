//! "There is a problem": the list of problems takes the focus and leads to the fields.

use leptos::prelude::*;
use tocsin::ui::ErrorSummary;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, focused, settle};

#[wasm_bindgen_test]
async fn problems_take_the_focus_and_lead_to_their_fields() {
    let problems = RwSignal::new(Vec::new());
    let page = Page::of(move || {
        view! { <ErrorSummary title="There is a problem" problems=problems/> <input id="email"/> }
    })
    .await;
    assert!(page.find("[role=alert]").is_none(), "no complaint, no summary");

    problems.set(vec![("email", "Enter an e-mail address".to_owned()), ("", "Try again".to_owned())]);
    settle().await;
    let summary = page.get("[role=alert]");
    let active = document().active_element().expect("something has the focus");
    assert!(active.is_same_node(Some(&summary)), "the summary has the focus");
    assert!(page.text().contains("There is a problem"));
    assert!(page.text().contains("Try again"));

    let link: web_sys::HtmlElement = page.get("a").unchecked_into();
    link.click();
    assert_eq!(focused(), "email");
}
