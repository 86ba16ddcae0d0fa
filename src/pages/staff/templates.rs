//! Templates (`/api/templates`): the list, the form of one with its preview, and its versions. Managers only read
//! them.

mod archiving;
mod editor;
mod fields;
mod list;
mod preview;
mod read_only;
mod saving;
mod versions;

use leptos::prelude::*;
use wire::carrier::TemplateOrigin;
use wire::sender::template::{Template, TemplateType};
use wire::session::Role;

use super::admin::fetch_once;
use crate::api::get_template;
use crate::links;
use crate::model::template::{TemplateForm, USUAL_POSTAGE};
use crate::pages::staff::{gate, use_page_title};
use crate::session::use_session;
use crate::ui::{Glyph, Icon};
use crate::words;
use leptos_router::hooks::use_location;

/// The list, or one template.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    use_page_title(words::templates().title);
    gate(&[Role::Admin, Role::Manager], page)
}

/// Whether the signed-in account may edit templates.
fn may_edit() -> bool {
    untrack(|| use_session().has_role(&[Role::Admin]))
}

fn page() -> AnyView {
    let path = use_location().pathname;
    let which = Memo::new(move |_| {
        let path = path.get();
        path.strip_prefix(links::TEMPLATES).map(|rest| rest.trim_matches('/').to_owned()).unwrap_or_default()
    });
    (move || match which.get().as_str() {
        "" => list::list(),
        "new" if may_edit() => {
            let postage = USUAL_POSTAGE.to_owned();
            editor::editor(
                None,
                TemplateForm { kind: TemplateType::Email, postage, ..TemplateForm::default() },
            )
        }
        id => view! { <Fetched id=id.to_owned()/> }.into_any(),
    })
    .into_any()
}

#[component]
fn Fetched(id: String) -> impl IntoView {
    let fetch = move || {
        let id = id.clone();
        async move { get_template(&id).await }
    };
    fetch_once::fetch_once(
        fetch,
        || view! { <Gone/> }.into_any(),
        |template: Template| {
            if may_edit() && template.origin != TemplateOrigin::Notify {
                let form = TemplateForm::of(&template);
                editor::editor(Some(template), form)
            } else {
                read_only::read_only(&template)
            }
        },
    )
}

#[component]
fn Gone() -> impl IntoView {
    let texts = words::templates();
    use_page_title(texts.gone);
    fetch_once::not_found_view(back(), texts.gone, texts.gone_help)
}

/// The link back to the list.
fn back() -> AnyView {
    view! { <p><a class="page__back" href=links::TEMPLATES><Icon glyph=Glyph::Back/>{words::templates().back}</a></p> }
    .into_any()
}

/// The channel of a template, in a word.
fn kind_words(kind: &TemplateType) -> &'static str {
    match kind {
        TemplateType::Sms => words::templates().text,
        TemplateType::Letter => words::templates().letter,
        _ => words::templates().email,
    }
}
