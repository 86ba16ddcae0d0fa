//! A template, for those who may only read it.

use leptos::prelude::*;
use wire::sender::template::Template;

use super::list::origin;
use super::preview::preview;
use super::versions::versions;
use super::{back, kind_words};
use crate::api::list_versions;
use crate::model::template::TemplateForm;
use crate::pages::staff::use_page_title;
use crate::remote_data::use_fetch;
use crate::words::{self, fill};

/// Its text and its versions.
pub fn read_only(template: &Template) -> AnyView {
    use_page_title(template.name.clone());
    let poll = use_fetch(Signal::stored(template.id.clone()), |id, etag| {
        Box::pin(async move { list_versions(&id, etag.as_deref()).await })
    });
    let version = fill(words::templates().version, &[("version", &template.version.to_string())]);
    view! {
        <div class="page page--narrow">
            {back()}
            <header>
                <h1>{template.name.clone()}</h1>
                <p class="quiet">{format!("{} · {version}", kind_words(&template.kind))}{origin(template)}</p>
            </header>
            {preview(Signal::stored(TemplateForm::of(template)), Signal::stored(Some(template.clone())))}
            {versions(poll, None)}
        </div>
    }
    .into_any()
}
