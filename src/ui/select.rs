//! The browser's own select, which every phone shows in its own way.

use leptos::{prelude::*, text_prop::TextProp};

use super::field::{FieldAria, around};

/// `options` are pairs of value and label.
#[component]
pub fn Select(
    id: &'static str,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into, optional)] hint: Option<TextProp>,
    #[prop(into, optional)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let aria = FieldAria::of(id, hint.as_ref(), problem);
    let rows = move || {
        let chosen = value.get();
        let row = |(key, words): (String, String)| {
            let selected = key == chosen;
            view! { <option value=key selected=selected>{words}</option> }
        };
        options.get().into_iter().map(row).collect_view()
    };
    let control = view! {
        <select
            class="field__control"
            id=id
            name=id
            on:change:target=move |event| value.set(event.target().value())
            aria-invalid=aria.invalid()
            aria-describedby=aria.described_by()
        >
            {rows}
        </select>
    };
    around(id, label, hint, problem, control.into_any())
}
