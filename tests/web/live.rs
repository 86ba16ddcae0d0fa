//! What changes on the screen is drawn in place: whoever stands there with the keyboard stays. Leptos built with
//! `erase_components` is a tenth smaller, and takes every attribute away before it draws an element again: a heading loses
//! its `tabindex`, a link its `href`, and both lose the focus.

use leptos::prelude::*;
use tocsin::ui::live;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, focused, settle};

#[wasm_bindgen_test]
async fn what_is_drawn_again_keeps_the_focus() {
    let turn = RwSignal::new(1);
    let page = Page::of(move || {
        live(move || {
            let turn = turn.get();
            view! { <h2 id="heading" tabindex="-1">{turn}</h2><a id="link" href=format!("#{turn}")>"On"</a> }
                .into_any()
        })
    })
    .await;
    for id in ["heading", "link"] {
        page.get(&format!("#{id}")).focus().expect("it takes the focus");
        turn.update(|turn| *turn += 1);
        settle().await;
        assert_eq!(focused(), id);
    }
    assert!(page.text().starts_with('3'), "it was drawn again: {}", page.text());
}
