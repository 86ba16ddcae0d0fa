//! The list of providers, by name: search, filter by kind, and delivery health.

use leptos::prelude::*;
use wire::assistance::{ContentObject, Health, Provider, ScopeKind};
use wire::page::Page;

use super::{HealthBadge, kind_words};
use crate::api::list_providers;
use crate::links;
use crate::pages::staff::Load;
use crate::pages::staff::admin::pager::pager;
use crate::pages::staff::admin::search::{ListFilter, kind_tabs, search_box};
use crate::remote_data::use_fetch;
use crate::ui::{use_now, when};
use crate::words::{self, counted, fill};

/// The list of providers.
pub fn list() -> AnyView {
    let texts = words::providers();
    let filter = ListFilter::at(links::PROVIDERS, "type");
    let poll = use_fetch(filter.query("search"), |query, etag| {
        Box::pin(async move { list_providers(&query, etag.as_deref()).await })
    });
    let now = use_now();
    let rows = view! { <Load poll bars=8 draw={move |value| {
        if value.results.is_empty() {
            view! { <Empty filter/> }.into_any()
        } else {
            table(value, filter, now.get())
        }
    }}/> };
    let kinds = [String::new()].into_iter().chain(ScopeKind::ALL.map(|kind| kind.as_str().to_owned()));
    let names = [texts.all, texts.customer, texts.site, texts.resident];
    view! {
        <div class="page">
            <header class="page__head">
                <div><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></div>
                <div class="buttons">
                    <a class="button" href=links::PROVIDER_FILES>{texts.files}</a>
                    <a class="button button--primary" href=links::provider("new")>{texts.register}</a>
                </div>
            </header>
            <div class="narrow">
                {search_box(filter, texts.search, texts.search_hint)}
                {kind_tabs(filter, texts.which, kinds.zip(names).collect())}
            </div>
            {rows}
        </div>
    }
    .into_any()
}

#[component]
fn Empty(filter: ListFilter) -> impl IntoView {
    let texts = words::providers();
    let is_narrowed = !filter.words.get().is_empty() || !filter.kind.get().is_empty();
    let (title, help) =
        if is_narrowed { (texts.none_found, texts.none_found_help) } else { (texts.none, texts.none_help) };
    view! { <div class="empty"><p class="empty__title">{title}</p><p>{help}</p></div> }
}

fn table(page: &Page<Provider>, filter: ListFilter, now: i64) -> AnyView {
    let texts = words::providers();
    let rows = page.results.iter().map(|provider| row(provider, now)).collect_view();
    let head = [texts.name, texts.label, texts.whom, texts.told_by, texts.health];
    let head = head.map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    view! {
        <section class="part">
            <div class="table table--providers" tabindex="0" role="group" aria-label=texts.title>
                <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </section>
        {pager(page, filter)}
    }
    .into_any()
}

fn row(provider: &Provider, now: i64) -> impl IntoView + use<> {
    let object = provider.content_object.as_ref().map(ContentObject::name).unwrap_or_default().to_owned();
    view! {
        <tr>
            <th scope="row"><a href=links::provider(&provider.id.to_string())>{provider.name.clone()}</a></th>
            <td><span class="tv-label">{provider.label.clone()}</span></td>
            <td>{object}" "<span class="quiet">{kind_words(provider.kind)}</span></td>
            <td>{told_by(provider)}</td>
            <td><div class="health">{health_and_when(provider, now)}</div></td>
        </tr>
    }
}

/// The number of recipients by channel: "1 e-mail, 2 webhooks".
fn told_by(provider: &Provider) -> String {
    let texts = words::providers();
    let ways = [
        (provider.email_notifiers.len(), texts.emails),
        (provider.webhook_notifiers.len(), texts.webhooks),
        (provider.push_notifiers.len(), texts.pushes),
    ];
    let sentence =
        ways.into_iter().filter(|(count, _)| *count > 0).map(|(count, text)| counted(text, count as i64));
    sentence.collect::<Vec<_>>().join(", ")
}

/// The health of its deliveries, and when the newest one was made.
pub(super) fn health_and_when(provider: &Provider, now: i64) -> impl IntoView + use<> {
    let health = provider.health.clone().unwrap_or_default();
    view! { <HealthBadge state=health.state/><span class="quiet">{last(&health, now)}</span> }
}

/// When the newest delivery arrived, or failed.
fn last(health: &Health, now: i64) -> String {
    let texts = words::providers();
    let (at, sentence) = if health.state.is_bad() {
        (&health.dead_at, texts.last_dead)
    } else {
        (&health.delivered_at, texts.last_delivered)
    };
    at.as_ref().map(|at| fill(sentence, &[("ago", &when::ago(at.millis(), now))])).unwrap_or_default()
}
