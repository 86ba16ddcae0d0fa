//! The coverage of one resident, one site or everybody: the television, the recipients, and problems.

use leptos::prelude::*;
use wire::assistance::{Coverage, CoverageNotifier, NotifierKind, ScopeKind};

use super::{gap_words, residents};
use crate::api::get_coverage;
use crate::components::control::notice;
use crate::links;
use crate::pages::staff::Load;
use crate::pages::staff::providers::HealthBadge;
use crate::remote_data::use_fetch;
use crate::ui::{Badge, Glyph, Tone, focus};
use crate::words::{self, fill};

/// The panel with the coverage.
pub fn one(kind: ScopeKind, id: i64) -> AnyView {
    focus("cover-title");
    let key = Signal::stored(format!("{}={id}", kind.as_str()));
    let poll =
        use_fetch(key, |query, etag| Box::pin(async move { get_coverage(&query, etag.as_deref()).await }));
    let inside = view! { <Load poll bars=5 draw/> };
    view! { <section class="part cover__one" aria-labelledby="cover-title">{inside}</section> }.into_any()
}

fn draw(cover: &Coverage) -> AnyView {
    let texts = words::coverage();
    let about = if cover.kind == ScopeKind::Resident { String::new() } else { residents(cover.residents) };
    let gap = cover.gaps.first().map(|gap| {
        let (name, help) = gap_words(*gap);
        notice(Tone::Waiting, Glyph::Warning, format!("{name}. {help}"))
    });
    let fine =
        cover.gaps.is_empty().then(|| view! { <Badge text=texts.fine tone=Tone::Confirmed/> }.into_any());
    let mend = links::provider_for(cover.kind, cover.object_id);
    let sees = match cover.kind {
        ScopeKind::Resident => texts.sees.to_owned(),
        ScopeKind::Site => fill(texts.sees_site, &[("name", &cover.name)]),
        ScopeKind::Organisation => texts.sees_all.to_owned(),
    };
    view! {
        <div class="part__head">
            <h2 id="cover-title" tabindex="-1">{cover.name.clone()}</h2>
            <span class="quiet">{about}</span>
            {fine}
            <a href=links::COVERAGE>{texts.clear}</a>
        </div>
        {gap}
        <h3>{sees}</h3>
        {screen(cover)}
        <h3>{texts.told}</h3>
        {recipients(&cover.told)}
        <div class="buttons"><a class="button" href=mend>{texts.mend}</a></div>
    }
    .into_any()
}

fn screen(cover: &Coverage) -> AnyView {
    if cover.television.is_empty() {
        return view! { <p class="quiet">{words::coverage().sees_nothing}</p> }.into_any();
    }
    let lines = cover.television.iter().map(|provider| {
        let href = links::provider(&provider.id.to_string());
        view! { <li class="screen__line"><a href=href>{provider.label.clone()}</a></li> }
    });
    view! { <ol class="screen">{lines.collect_view()}</ol> }.into_any()
}

fn recipients(all: &[CoverageNotifier]) -> AnyView {
    let texts = words::coverage();
    if all.is_empty() {
        return view! { <p class="quiet">{texts.told_nobody}</p> }.into_any();
    }
    let rows = all.iter().map(|recipients| {
        let way = match recipients.kind {
            NotifierKind::Email => texts.email,
            NotifierKind::Webhook => texts.webhook,
            NotifierKind::Push => texts.push,
        };
        let by = fill(texts.told_by, &[("label", &recipients.label)]);
        view! {
            <li class="message-row">
                <span class="message-row__what">{recipients.name.clone()}</span>
                <span class="quiet">{format!("{way} · {} · {by}", recipients.address)}</span>
                <span class="message-row__status"><HealthBadge state=recipients.health.state/></span>
            </li>
        }
    });
    view! { <ul class="messages">{rows.collect_view()}</ul> }.into_any()
}
