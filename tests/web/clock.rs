//! The ages on a page grow by one clock, for as long as the page stands open, and that may be days.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;
use tocsin::ui::{Age, live, provide_now, when};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, kilobytes, settle};

/// A little longer than the clock's second.
const A_SECOND: Duration = Duration::from_millis(1_100);

#[wasm_bindgen_test]
async fn an_age_grows_second_by_second() {
    let page = Page::of(|| {
        provide_now();
        view! { <Age at=when::now()/> }
    })
    .await;
    let mut seen = vec![page.text()];
    for _ in 0..4 {
        sleep(A_SECOND).await;
        seen.push(page.text());
    }
    // A tick and a look may fall on one another, but not each time.
    seen.dedup();
    assert!(seen.len() >= 4, "it went on: {seen:?}");
}

#[wasm_bindgen_test]
async fn ages_that_are_gone_are_not_kept() {
    let turn = RwSignal::new(0_i64);
    let page = Page::of(move || {
        provide_now();
        live(move || {
            let turn = turn.get();
            (0..100).map(|_| view! { <Age at=turn/> }).collect_view().into_any()
        })
    })
    .await;
    let draw_ten_thousand = async || {
        for _ in 0..100 {
            turn.update(|turn| *turn += 1);
            settle().await;
        }
        sleep(A_SECOND).await;
    };
    draw_ten_thousand().await;
    let before = kilobytes();
    for _ in 0..3 {
        draw_ten_thousand().await;
    }
    assert_eq!(turn.get_untracked(), 400);
    assert!(!page.text().is_empty(), "they were drawn");
    // Thirty thousand that are kept take 6,000.
    assert!(kilobytes() - before < 1_000, "from {before} to {} KB", kilobytes());
}
