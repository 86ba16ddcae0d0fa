//! The television as a resident will see it (`GET /api/v2/coverage`), with the form's own label.

use leptos::prelude::*;
use wire::assistance::Coverage;

use super::editor::Editor;
use crate::api::get_coverage;
use crate::model::provider::lines;
use crate::remote_data::use_fetch;
use crate::words::{self, fill};

/// The television's screen.
pub fn preview(editor: Editor) -> AnyView {
    let texts = words::provider_form();
    let key = Signal::derive(move || {
        let (kind, object) = (editor.kind.get(), editor.object.get());
        object.map(|id| format!("{}={id}", kind.as_str())).unwrap_or_default()
    });
    let cover = use_fetch(key, |query, etag| {
        Box::pin(async move {
            match query.as_str() {
                "" => Ok(crate::api::Polled::Changed(Coverage::default(), None)),
                query => get_coverage(query, etag.as_deref()).await,
            }
        })
    })
    .value();
    let screen = move || {
        let known = cover.get();
        let known = known.as_deref();
        let label = match editor.label.get() {
            label if label.trim().is_empty() => texts.preview_empty.to_owned(),
            label => label,
        };
        let there = known.map(|cover| cover.television.as_slice()).unwrap_or_default();
        let rows = lines(there, editor.id, editor.kind.get(), &label).into_iter().map(|line| {
            view! { <li class="screen__line" data-own=line.is_own>{line.label}</li> }
        });
        let name = known.map(|cover| cover.name.clone()).filter(|name| !name.is_empty());
        let whom = match name {
            Some(name) => {
                view! { <p class="quiet">{fill(texts.preview_whom, &[("name", &name)])}</p> }.into_any()
            }
            None if editor.object.get().is_none() => {
                view! { <p class="quiet">{texts.preview_none}</p> }.into_any()
            }
            None => ().into_any(),
        };
        view! { <ol class="screen">{rows.collect_view()}</ol>{whom} }.into_any()
    };
    view! {
        <section class="part" aria-labelledby="preview-title">
            <h2 id="preview-title">{texts.preview}</h2>
            {screen}
        </section>
    }
    .into_any()
}
