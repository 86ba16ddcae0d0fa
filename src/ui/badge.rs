//! A word in a badge.

use leptos::{prelude::*, text_prop::TextProp};

use super::Tone;

/// A badge. The word says the same as the tone.
#[component]
pub fn Badge(#[prop(into)] text: TextProp, #[prop(into, optional)] tone: Signal<Tone>) -> impl IntoView {
    view! { <span class=move || tone.get().class("badge")>{move || text.get().to_string()}</span> }.into_any()
}
