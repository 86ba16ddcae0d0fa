//! A word in a small shape.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Tone, changing};

/// The word says what the tone says.
#[component]
pub fn Badge(#[prop(into)] text: TextProp, #[prop(into, optional)] tone: Signal<Tone>) -> impl IntoView {
    view! { <span class=changing(move || tone.get().class("badge"))>{changing(move || text.get().to_string())}</span> }
    .into_any()
}
