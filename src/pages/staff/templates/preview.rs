//! The preview of a template being edited: its placeholders, and how many texts it is.

use leptos::prelude::*;
use wire::carrier::TemplateOrigin;
use wire::sender::template::{Template, TemplateType};

use crate::api::template_letter_address;
use crate::components::sheet;
use crate::model::template::{TemplateForm, text_size};
use crate::model::tray::letter::{LetterForm, asked_for, channel_of};
use crate::words::{self, counted, fill, form};

/// The preview of the form. `stored` is the template of a letter's PDF.
pub fn preview(form: Signal<TemplateForm>, stored: Signal<Option<Template>>) -> AnyView {
    let texts = words::templates();
    let inside = move || {
        let template = form.with(TemplateForm::template);
        if template.body.trim().is_empty() {
            view! { <p class="quiet">{texts.preview_none}</p> }.into_any()
        } else {
            preview_view(&template)
        }
    };
    let paper = move || {
        stored.with(|stored| match stored {
            Some(template) if is_drawn_here(template) => paper(template),
            _ => ().into_any(),
        })
    };
    view! {
        <section class="part" aria-labelledby="preview-title">
            <h2 id="preview-title">{texts.preview}</h2>
            {inside}
            {paper}
        </section>
    }
    .into_any()
}

/// Whether its look on paper is known.
pub fn is_drawn_here(template: &Template) -> bool {
    template.kind == TemplateType::Letter && template.origin != TemplateOrigin::Notify
}

fn preview_view(template: &Template) -> AnyView {
    let texts = words::templates();
    let names = asked_for(template).join(", ");
    let asks = match names.as_str() {
        "" => texts.asks_nothing.to_owned(),
        names => fill(texts.asks_for, &[("names", names)]),
    };
    let size = (template.kind == TemplateType::Sms).then(|| {
        let (characters, parts) = text_size(&template.body);
        let sentence = form(texts.size, parts as i64);
        let values =
            [("characters", counted(texts.characters, characters as i64)), ("parts", parts.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        view! { <p class="quiet compose__size">{fill(sentence, &values)}</p> }
    });
    view! { {message_body(template)}<p>{asks}</p>{size} }.into_any()
}

/// The message itself.
pub fn message_body(template: &Template) -> Option<AnyView> {
    let channel = channel_of(&template.kind);
    let form = LetterForm { template: Some(template.clone()), ..LetterForm::default() };
    form.draft().map(|draft| sheet(&channel, words::templates().address, &draft))
}

/// A link to the letter's printed pages.
pub fn paper(template: &Template) -> AnyView {
    let address = template_letter_address(&template.id, template.version);
    let label = fill(words::templates().paper, &[("version", &template.version.to_string())]);
    view! { <p><a href=address target="_blank">{label}</a></p> }.into_any()
}
