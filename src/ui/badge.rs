//! A word in a badge.

use leptos::prelude::*;

use super::Tone;

/// A badge. The word says the same as the tone.
#[component]
pub fn Badge(#[prop(into)] text: String, tone: Tone) -> impl IntoView {
    view! { <span class=tone.class("badge")>{text}</span> }
}
