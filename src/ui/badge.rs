//! A word in a small shape.

use leptos::{prelude::*, text_prop::TextProp};

use super::Tone;

/// The word says what the tone says.
#[component]
pub fn Badge(#[prop(into)] text: TextProp, #[prop(into, optional)] tone: Signal<Tone>) -> impl IntoView {
    view! { <span class=move || tone.get().class("badge")>{move || text.get().to_string()}</span> }.into_any()
}
