//! A text box with its label, hint and complaint, tied together for everybody who cannot see that they belong together.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Glyph, Icon};

/// The ids of a field's parts. The summary links to the control by the field's own id.
pub(super) fn described_by(id: &str, hint: bool, problem: bool) -> Option<String> {
    let parts: Vec<String> = [(hint, "hint"), (problem, "problem")]
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What stands around every control: label above, hint and complaint between it and the control.
pub(super) fn around(
    id: &'static str,
    label: TextProp,
    hint: Option<TextProp>,
    problem: Signal<Option<String>>,
    control: AnyView,
) -> AnyView {
    view! {
        <div class="field" data-problem=move || problem.get().is_some()>
            <label class="field__label" for=id>{move || label.get()}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=format!("{id}-hint")>{move || hint.get()}</p> })}
            {move || problem.get().map(|message| view! {
                <p class="field__problem" id=format!("{id}-problem")><Icon glyph=Glyph::Warning/>{message}</p>
            })}
            {control}
        </div>
    }
    .into_any()
}

/// One line of text. What is typed stays as typed: only `parse` of the form judges it.
#[component]
pub fn TextField(
    id: &'static str,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(into, optional)] hint: Option<TextProp>,
    #[prop(into, optional)] problem: Signal<Option<String>>,
    /// `email`, `password`, `tel` …
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "on")] autocomplete: &'static str,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let control = view! {
        <input
            class="field__control"
            id=id
            name=id
            type=kind
            autocomplete=autocomplete
            autocapitalize=matches!(kind, "email" | "password").then_some("none")
            spellcheck=matches!(kind, "email" | "password").then_some("false")
            bind:value=value
            aria-invalid=move || problem.get().is_some().then_some("true")
            aria-describedby=move || described_by(id, has_hint, problem.get().is_some())
        />
    };
    around(id, label, hint, problem, control.into_any())
}

/// Several lines of text.
#[component]
pub fn TextArea(
    id: &'static str,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(into, optional)] hint: Option<TextProp>,
    #[prop(into, optional)] problem: Signal<Option<String>>,
    #[prop(default = 3)] rows: u32,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let control = view! {
        <textarea
            class="field__control"
            id=id
            name=id
            rows=rows
            bind:value=value
            aria-invalid=move || problem.get().is_some().then_some("true")
            aria-describedby=move || described_by(id, has_hint, problem.get().is_some())
        ></textarea>
    };
    around(id, label, hint, problem, control.into_any())
}
