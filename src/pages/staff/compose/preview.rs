//! The preview. What is missing is marked in its place, and listed.

use leptos::prelude::*;
use wire::notification::NotificationType;

use super::Composition;
use crate::components::sheet;
use crate::model::tray::letter::{Draft, Envelope, spaced};
use crate::words::{self, counted, fill, form};

/// The preview beside the form.
pub fn preview(composition: Composition) -> AnyView {
    let texts = words::compose();
    let inside = move || {
        let form = composition.form();
        match form.draft() {
            _ if form.envelope() == Envelope::Ready => view! { <p class="quiet">{match form.files.first() {
                Some(file) => fill(texts.pdf_preview, &[("name", &file.name)]),
                None => texts.pdf_choose.to_owned(),
            }}</p> }
            .into_any(),
            None => view! { <p class="quiet">{texts.preview_none}</p> }.into_any(),
            Some(draft) => filled(&form.channel, &form.lines, &draft),
        }
    };
    view! {
        <section class="compose__preview part" aria-labelledby="preview-title">
            <h2 id="preview-title">{texts.preview}</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn filled(channel: &NotificationType, lines: &str, draft: &Draft) -> AnyView {
    let texts = words::compose();
    let missing = match draft.missing.is_empty() {
        true => ().into_any(),
        false => {
            let names = draft.missing.iter().map(|name| spaced(name)).collect::<Vec<_>>().join(", ");
            view! { <p class="compose__missing">{fill(texts.missing, &[("names", &names)])}</p> }.into_any()
        }
    };
    let size = draft.size.map(|(characters, parts)| {
        let sentence = form(texts.size, parts as i64);
        let values =
            [("characters", counted(texts.characters, characters as i64)), ("parts", parts.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        view! { <p class="quiet compose__size">{fill(sentence, &values)}</p> }
    });
    view! {
        {missing}
        {sheet(channel, lines, draft)}
        {size}
    }
    .into_any()
}
