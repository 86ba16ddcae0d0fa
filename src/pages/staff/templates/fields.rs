//! The fields of a template, by the kind of message.

use leptos::prelude::*;
use wire::sender::template::{TemplateType, placeholders};

use super::editor::Editor;
use super::kind_words;
use crate::model::template::TemplateField;
use crate::model::tray::letter::file_places;
use crate::ui::{Button, Select, TextArea, TextField, focus};
use crate::words;

/// All fields. The kind is chosen once: a template keeps it.
pub fn fields(editor: Editor) -> AnyView {
    let texts = words::templates();
    let is_new = editor.stored.with_untracked(Option::is_none);
    let subject = move || {
        let label = match editor.kind.get() {
            TemplateType::Sms => return ().into_any(),
            TemplateType::Letter => texts.heading,
            _ => texts.subject,
        };
        view! {
            <TextField
                id="template-subject"
                label=label
                value=editor.subject
                autocomplete="off"
                problem=editor.form_state.problem(TemplateField::Subject)
            />
        }
        .into_any()
    };
    let marks = move || match editor.kind.get() {
        TemplateType::Sms => ().into_any(),
        _ => view! { <p class="quiet">{texts.marks_hint}</p> }.into_any(),
    };
    view! {
        {if is_new { view! { <Kinds editor/> }.into_any() } else { ().into_any() }}
        <TextField
            id="template-name"
            label=texts.name
            hint=texts.name_hint
            value=editor.name
            autocomplete="off"
            problem=editor.form_state.problem(TemplateField::Name)
        />
        {subject}
        <TextArea
            id="template-body"
            label=texts.body
            hint=texts.body_hint
            value=editor.body
            rows=12
            problem=editor.form_state.problem(TemplateField::Body)
        />
        {place(editor)}
        {marks}
        <LetterFields editor/>
    }
    .into_any()
}

/// Inserts a placeholder for a file, so that nobody has to know its syntax.
fn place(editor: Editor) -> AnyView {
    let add = Callback::new(move |()| {
        let places = editor.body.with_untracked(|body| file_places(&placeholders(None, body)));
        let number = if places == 0 { String::new() } else { format!("_{}", places + 1) };
        editor.body.update(|body| *body = format!("{}\n\n((link_to_file{number}))", body.trim_end()));
        focus("template-body");
    });
    (move || match editor.kind.get() {
        TemplateType::Email => {
            view! { <p><Button on_press=add>{words::templates().place}</Button></p> }.into_any()
        }
        _ => ().into_any(),
    })
    .into_any()
}

#[component]
fn Kinds(editor: Editor) -> impl IntoView {
    let all = [
        (TemplateType::Email, "how-email"),
        (TemplateType::Sms, "how-text"),
        (TemplateType::Letter, "how-letter"),
    ];
    let radio = |(kind, id): (TemplateType, &'static str)| {
        let (shown, label) = (kind.clone(), kind_words(&kind));
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="how"
                    id=id
                    prop:checked=move || editor.kind.get() == shown
                    on:change=move |_| editor.kind.set(kind.clone())
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{words::templates().how}</legend>
            <div class="choices">{all.into_iter().map(radio).collect_view()}</div>
        </fieldset>
    }
}

/// The fields of letters only.
#[component]
fn LetterFields(editor: Editor) -> impl IntoView {
    let texts = words::templates();
    let options = [("second", texts.second), ("first", texts.first), ("economy", texts.economy)];
    let options = options.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec();
    (move || match editor.kind.get() {
        TemplateType::Letter => view! {
            <TextArea
                id="template-contact"
                label=texts.contact
                hint=texts.contact_hint
                value=editor.contact
                rows=5
                problem=editor.form_state.problem(TemplateField::Contact)
            />
            <Select
                id="template-postage"
                label=texts.postage
                value=editor.postage
                options=Signal::stored(options.clone())
                problem=editor.form_state.problem(TemplateField::Postage)
            />
        }
        .into_any(),
        _ => ().into_any(),
    })
    .into_any()
}
