//! A checkbox with its label.

use leptos::{prelude::*, text_prop::TextProp};

/// The label is part of the clickable area.
#[component]
pub fn Check(
    id: &'static str,
    #[prop(into)] label: TextProp,
    value: RwSignal<bool>,
    #[prop(into, optional)] hint: Option<TextProp>,
) -> impl IntoView {
    let described = hint.is_some().then(|| format!("{id}-hint"));
    view! {
        <label class="check">
            <input type="checkbox" id=id name=id bind:checked=value aria-describedby=described/>
            <span>{move || label.get().to_string()}</span>
        </label>
        {hint.map(|hint| view! { <p class="field__hint" id=format!("{id}-hint")>{move || hint.get().to_string()}</p> })}
    }
    .into_any()
}
