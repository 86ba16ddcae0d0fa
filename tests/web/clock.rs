//! All ages on a page grow by one clock, for as long as the page is open, which may be days.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;
use tocsin::server_clock;
use tocsin::ui::{Age, provide_now, when};
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

/// A response from a server whose clock is this many milliseconds ahead of this device's.
fn hear_a_server_ahead_by(millis: i64) {
    let now = server_clock::device_now();
    let date = js_sys::Date::new(&((now + millis) as f64).into()).to_utc_string();
    server_clock::learn(now, date.as_string().as_deref());
}

#[wasm_bindgen_test]
async fn an_age_uses_the_servers_clock_whatever_the_readers_shows() {
    for minutes in [-10, 10] {
        hear_a_server_ahead_by(minutes * 60_000);
        let at = server_clock::device_now() + minutes * 60_000 - 8 * 60_000 - 5_000;
        let page = Page::of(move || {
            provide_now();
            view! { <Age at=at stale_after=300_000/> }
        })
        .await;
        let text = page.text().replace('\u{a0}', " ");
        assert!(text.starts_with("8 min"), "{minutes}: {text}");
        assert_eq!(page.get("time").get_attribute("data-stale").as_deref(), Some(""), "{minutes}");
        let fresh = Page::of(move || {
            provide_now();
            let at = when::now() - 2_000;
            view! { <Age at=at stale_after=60_000/> }
        })
        .await;
        assert!(fresh.find("[data-stale]").is_none(), "{minutes}: a live phone is called silent");
    }
    hear_a_server_ahead_by(0);
}

#[wasm_bindgen_test]
async fn removed_ages_leak_no_memory() {
    let turn = RwSignal::new(0_i64);
    let page = Page::of(move || {
        provide_now();
        let ages = move || {
            let turn = turn.get();
            (0..100).map(|_| view! { <Age at=turn/> }).collect_view()
        };
        ages.into_any()
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
    // Thirty thousand leaked ones take 6,000.
    assert!(kilobytes() - before < 1_000, "from {before} to {} KB", kilobytes());
}
