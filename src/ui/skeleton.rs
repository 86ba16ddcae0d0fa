//! Grey bars where words will be. They show after half a second only, so that a quick answer never flickers.

use leptos::prelude::*;

/// `words` is what a screen reader hears instead of bars.
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
