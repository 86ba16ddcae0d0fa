//! A time with its age beside it: "2 min ago · 14:03".

use leptos::prelude::*;

use super::{use_now, when};

/// `at` is in milliseconds; an age over `stale_after` (milliseconds) is marked as stale.
#[component]
pub fn Age(#[prop(into)] at: Signal<i64>, #[prop(into, optional)] stale_after: Option<i64>) -> impl IntoView {
    let now = use_now();
    move || {
        let (at, now) = (at.get(), now.get());
        let parts = [when::ago(at, now), when::clock_time(at, now)];
        // A line may break between the two, but not within either.
        let text = parts.map(|part| part.replace(' ', "\u{a0}")).join(" · ");
        let stale = stale_after.is_some_and(|limit| now - at > limit);
        view! { <time class="age" datetime=iso(at) data-stale=stale>{text}</time> }
    }
}

fn iso(at: i64) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
    // `toISOString` throws for an invalid time.
    if date.get_time().is_nan() { String::new() } else { date.to_iso_string().into() }
}
