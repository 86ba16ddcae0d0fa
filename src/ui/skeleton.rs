//! Grey placeholder bars. They appear after half a second, so that a quick response never flickers.

use leptos::prelude::*;

/// `words` is announced by screen readers instead of the bars.
#[component]
pub fn Skeleton(words: &'static str, #[prop(default = 3)] bars: usize) -> impl IntoView {
    view! {
        <div class="skeleton" aria-busy="true">
            <p class="visually-hidden">{words}</p>
            {(0..bars).map(|_| view! { <div class="skeleton__bar" aria-hidden="true"></div> }).collect_view()}
        </div>
    }
    .into_any()
}
