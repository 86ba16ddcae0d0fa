//! The versions of a template, newest first: author, time, text, and restoring one.

use leptos::prelude::*;
use wire::sender::template::Template;

use super::editor::Editor;
use super::list::changed;
use super::preview::{is_drawn_here, message_body, paper};
use crate::model::template::TemplateForm;
use crate::pages::staff::Load;
use crate::remote_data::Poll;
use crate::ui::{Badge, Button, Kind, Tone, focus, use_now, when};
use crate::words::{self, fill};

/// The list; without an editor nothing can be restored.
pub fn versions(poll: Poll<Vec<Template>>, editor: Option<Editor>) -> AnyView {
    let texts = words::templates();
    let now = use_now();
    let list = view! { <Load poll bars=3 draw={move |value| {
        let older = value.iter().skip(1).map(Some).chain([None]);
        let rows = value.iter().zip(older).enumerate();
        let rows = rows.map(|(place, (one, older))| row(one, older, place == 0, now.get(), editor));
        view! { <ol class="messages">{rows.collect_view()}</ol> }.into_any()
    }}/> };
    view! {
        <section class="part" aria-labelledby="versions-title">
            <h2 id="versions-title">{texts.versions}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn row(
    one: &Template,
    older: Option<&Template>,
    is_newest: bool,
    now: i64,
    editor: Option<Editor>,
) -> AnyView {
    let texts = words::templates();
    let at = one.updated_at.as_ref().unwrap_or(&one.created_at).millis();
    let newest = is_newest.then(|| view! { <Badge text=texts.newest tone=Tone::Accent/> });
    let was_archived = older.is_some_and(|older| older.archived);
    let change = match (was_archived, one.archived) {
        (false, true) => Some((texts.laid_aside, Tone::Waiting)),
        (true, false) => Some((texts.taken_up, Tone::Plain)),
        _ => None,
    };
    let change = change.map(|(text, tone)| view! { <Badge text tone/> });
    let use_this = editor.filter(|_| !is_newest).map(|editor| way_back(one.clone(), editor));
    let on_paper = if is_drawn_here(one) { paper(one) } else { ().into_any() };
    view! {
        <li class="message-row">
            <span class="message-row__what">{fill(texts.version, &[("version", &one.version.to_string())])}</span>
            <span class="message-row__status">{change}{newest}{use_this}</span>
            <span class="quiet">{format!("{} · {}", changed(one, now), when::clock_time(at, now))}</span>
            <details class="version">
                <summary>{texts.said}</summary>
                <p><strong>{one.name.clone()}</strong></p>
                {message_body(one)}
                {on_paper}
            </details>
        </li>
    }
    .into_any()
}

/// Puts the text of an older version into the form. The previous text is kept until the form is saved.
fn way_back(version: Template, editor: Editor) -> impl IntoView {
    let texts = words::templates();
    let hidden = fill(texts.put_back_of, &[("version", &version.version.to_string())]);
    let put = Callback::new(move |()| {
        let form = TemplateForm::of(&version);
        let before = match editor.put_back.get_untracked() {
            Some((_, before)) => before,
            None => untrack(|| editor.form()),
        };
        editor.fill(form);
        editor.put_back.set(Some((version.version, before)));
        focus("template-stands");
    });
    view! { <Button kind=Kind::Quiet on_press=put><span aria-hidden="true">{texts.put_back}</span><span class="visually-hidden">{hidden}</span></Button> }
}
