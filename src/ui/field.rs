//! Text boxes with label, hint and problem, linked for assistive technology.

use leptos::{prelude::*, text_prop::TextProp};

use super::problem::FieldProblem;

/// ARIA attributes of a control, the same for every kind of field. The summary links to the control by the field's
/// id.
#[derive(Clone, Copy)]
pub(super) struct FieldAria {
    id: &'static str,
    has_hint: bool,
    problem: Signal<Option<String>>,
}

impl FieldAria {
    /// Of the field `id`.
    pub(super) fn of(id: &'static str, hint: Option<&TextProp>, problem: Signal<Option<String>>) -> Self {
        Self { id, has_hint: hint.is_some(), problem }
    }

    pub(super) fn invalid(self) -> impl Fn() -> Option<&'static str> + Send + Copy + 'static {
        move || self.problem.read().is_some().then_some("true")
    }

    pub(super) fn described_by(self) -> impl Fn() -> Option<String> + Send + Copy + 'static {
        move || {
            let id = self.id;
            match (self.has_hint, self.problem.read().is_some()) {
                (false, false) => None,
                (true, false) => Some(format!("{id}-hint")),
                (false, true) => Some(format!("{id}-problem")),
                (true, true) => Some(format!("{id}-hint {id}-problem")),
            }
        }
    }
}

/// The frame of every control: label above, hint and problem between it and the control.
pub(super) fn around(
    id: &'static str,
    label: TextProp,
    hint: Option<TextProp>,
    problem: Signal<Option<String>>,
    control: AnyView,
) -> impl IntoView {
    view! {
        <div class="field" data-problem=FieldAria::of(id, None, problem).invalid()>
            <label class="field__label" for=id>{label.get()}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=format!("{id}-hint")>{hint.get()}</p> })}
            <FieldProblem id problem/>
            {control}
        </div>
    }
}

/// One line of text. The text stays as typed: only the form's `parse` judges it.
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
    let aria = FieldAria::of(id, hint.as_ref(), problem);
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
            aria-invalid=aria.invalid()
            aria-describedby=aria.described_by()
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
    let aria = FieldAria::of(id, hint.as_ref(), problem);
    let control = view! {
        <textarea
            class="field__control"
            id=id
            name=id
            rows=rows
            bind:value=value
            aria-invalid=aria.invalid()
            aria-describedby=aria.described_by()
        ></textarea>
    };
    around(id, label, hint, problem, control.into_any())
}

/// A file field.
#[component]
pub fn FileField(
    id: &'static str,
    #[prop(into)] label: TextProp,
    #[prop(into)] hint: TextProp,
    /// The accepted extensions and types.
    accept: &'static str,
    on_choose: Callback<web_sys::Event>,
    #[prop(into, optional)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let aria = FieldAria::of(id, Some(&hint), problem);
    let control = view! {
        <input
            class="field__control"
            type="file"
            id=id
            accept=accept
            aria-invalid=aria.invalid()
            aria-describedby=aria.described_by()
            on:change=move |event| on_choose.run(event)
        />
    };
    around(id, label, Some(hint), problem, control.into_any())
}
