//! Providers (`/api/v2/assistance-provider`): the list, the form of one, testing it, its secrets, and all of them as
//! a file.

mod deleting;
mod editor;
mod files;
pub(super) use files::{chosen_file, file_bytes, lines_wrong};
mod list;
mod notifiers;
mod preview;
mod secrets;
mod trial;
mod whom;

use leptos::prelude::*;
use wire::assistance::{Provider, ProviderDraft, ScopeKind};
use wire::id::ProviderId;
use wire::session::Role;

use super::admin::fetch_once;
use crate::api::get_provider;
use crate::links;
use crate::navigation::use_query;
use crate::pages::staff::{gate, use_page_title};
use crate::ui::{Badge, Glyph, Icon, Tone};
use crate::words::{self, fill};
use leptos_router::hooks::use_location;
use wire::assistance::HealthState;

/// The list, or one provider.
#[component]
pub fn ProvidersPage() -> impl IntoView {
    use_page_title(words::providers().title);
    gate(&[Role::Admin], page)
}

/// Import and export of all providers.
#[component]
pub fn FilesPage() -> impl IntoView {
    use_page_title(crate::words::files().title);
    gate(&[Role::Admin], files::files)
}

fn page() -> AnyView {
    let path = use_location().pathname;
    let which = Memo::new(move |_| {
        let path = path.get();
        path.strip_prefix(links::PROVIDERS).map(|rest| rest.trim_matches('/').to_owned()).unwrap_or_default()
    });
    (move || match which.get().as_str() {
        "" => list::list(),
        "new" => view! { <BeginNew/> }.into_any(),
        id => match id.parse::<i64>() {
            Ok(id) => view! { <One id=ProviderId(id)/> }.into_any(),
            Err(_) => view! { <Gone/> }.into_any(),
        },
    })
    .into_any()
}

/// The form of a new provider: empty, for one site or resident, or a copy of another provider.
#[component]
fn BeginNew() -> impl IntoView {
    let query = use_query();
    let copy = query.get("copy").and_then(|id| id.parse::<i64>().ok());
    if let Some(id) = copy {
        return fetched(ProviderId(id), |provider| {
            let mut draft = provider.to_draft();
            for notifier in draft.notifiers.iter_mut().flatten() {
                notifier.id = None;
            }
            draft.name = fill(words::providers().copy_of, &[("name", &draft.name)]);
            let name = provider.content_object.as_ref().map(|object| object.name().to_owned());
            editor::editor(None, draft, name)
        });
    }
    let kind = query.get("type").and_then(|kind| ScopeKind::parse(&kind));
    let object_id = query.get("object").and_then(|id| id.parse::<i64>().ok());
    let content_type = kind.unwrap_or_default().as_str().to_owned();
    editor::editor(None, ProviderDraft { content_type, object_id, ..ProviderDraft::default() }, None)
}

#[component]
fn One(id: ProviderId) -> impl IntoView {
    fetched(id, |provider| {
        let draft = provider.to_draft();
        let name = provider.content_object.as_ref().map(|object| object.name().to_owned());
        editor::editor(Some(provider), draft, name)
    })
}

fn fetched(id: ProviderId, draw: fn(Provider) -> AnyView) -> AnyView {
    fetch_once::fetch_once(move || get_provider(id), || view! { <Gone/> }.into_any(), draw)
}

#[component]
fn Gone() -> impl IntoView {
    let texts = words::providers();
    use_page_title(texts.gone);
    fetch_once::not_found_view(back(), texts.gone, texts.gone_help)
}

/// The link back to the list.
fn back() -> AnyView {
    view! { <p><a class="page__back" href=links::PROVIDERS><Icon glyph=Glyph::Back/>{words::providers().back}</a></p> }
    .into_any()
}

/// The kind of object in a word.
fn kind_words(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Organisation => words::providers().customer,
        ScopeKind::Site => words::providers().site,
        ScopeKind::Resident => words::providers().resident,
    }
}

/// The health in a word. A provider that was never tried has none.
#[component]
pub(super) fn HealthBadge(state: HealthState) -> impl IntoView {
    let texts = words::providers();
    let (text, tone) = match state {
        HealthState::Works => (texts.works, Tone::Confirmed),
        HealthState::Failing => (texts.failing, Tone::Waiting),
        HealthState::Disabled => (texts.disabled, Tone::Waiting),
        HealthState::Unreachable => (texts.unreachable, Tone::Waiting),
        HealthState::BadAddress => (texts.bad_address, Tone::Waiting),
        HealthState::Untried => (texts.untried, Tone::Plain),
    };
    view! { <Badge text tone/> }
}

/// A message in a live region that stays empty without one.
fn message_line(sentence: Option<String>) -> impl IntoView {
    sentence.map(|sentence| view! { <p class="quiet">{sentence}</p> })
}
