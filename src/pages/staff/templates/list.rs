//! The list of templates, by name: filtered by channel, and searched. The server sends all of them at once.

use leptos::prelude::*;
use wire::carrier::TemplateOrigin;
use wire::sender::template::{Template, TemplateType};

use super::{kind_words, may_edit};
use crate::api::list_templates;
use crate::links;
use crate::model::template::{ARCHIVED, is_found};
use crate::pages::staff::Load;
use crate::pages::staff::admin::search::{ListFilter, kind_tabs, search_box};
use crate::pages::staff::{CarrierNotice, use_carriers};
use crate::remote_data::use_fetch;
use crate::ui::{Badge, Tone, use_now, when};
use crate::words::{self, fill};

/// The list of templates.
pub fn list() -> AnyView {
    let texts = words::templates();
    let filter = ListFilter::at(links::TEMPLATES, "type");
    let poll = use_fetch(Signal::stored("archived=true".to_owned()), |query, etag| {
        Box::pin(async move { list_templates(&query, etag.as_deref()).await })
    });
    let carriers = use_carriers();
    let is_original =
        Memo::new(move |_| carriers.with(|known| known.as_ref().is_some_and(|one| one.is_original)));
    let now = use_now();
    let rows = move |value: &Vec<Template>| {
        let (asked, kind) = (filter.words.get(), filter.kind.get());
        let found: Vec<_> = value.iter().filter(|one| is_found(one, &asked, &kind)).collect();
        if found.is_empty() { empty(&asked, &kind, is_original.get()) } else { table(&found, now.get()) }
    };
    let kinds = ["", "email", "sms", "letter", ARCHIVED].map(str::to_owned);
    let names = [texts.all, texts.email, texts.text, texts.letter, texts.archived];
    let lead = move || match (is_original.get(), may_edit()) {
        (true, _) => texts.lead_notify,
        (false, true) => texts.lead,
        (false, false) => texts.lead_manager,
    };
    let new = move || match may_edit() && !is_original.get() {
        true => {
            let to_new = links::template("new");
            view! { <a class="button button--primary" href=to_new>{texts.new}</a> }.into_any()
        }
        false => ().into_any(),
    };
    view! {
        <div class="page">
            <header class="page__head">
                <div><h1>{texts.title}</h1><p class="quiet">{lead}</p></div>
                {new}
            </header>
            <div class="narrow">
                {search_box(filter, texts.search, texts.search_hint)}
                {kind_tabs(filter, texts.which, kinds.into_iter().zip(names).collect())}
            </div>
            <CarrierNotice carriers/>
            <Load poll bars=8 draw=rows/>
        </div>
    }
    .into_any()
}

fn empty(asked: &str, kind: &str, is_original: bool) -> AnyView {
    let texts = words::templates();
    let (title, help) = match (asked, kind) {
        ("", "") if is_original => (texts.none, texts.notify_none_help),
        ("", "") => (texts.none, texts.none_help),
        ("", ARCHIVED) => (texts.none_archived, texts.none_archived_help),
        _ => (texts.none_found, texts.none_found_help),
    };
    view! { <div class="empty"><p class="empty__title">{title}</p><p>{help}</p></div> }.into_any()
}

fn table(found: &[&Template], now: i64) -> AnyView {
    let texts = words::templates();
    let rows = found.iter().map(|one| row(one, now)).collect_view();
    let head = [texts.name, texts.way, texts.fields, texts.changed];
    let head = head.map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    view! {
        <section class="part">
            <div class="table table--templates" tabindex="0" role="group" aria-label=texts.title>
                <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </section>
    }
    .into_any()
}

fn row(one: &Template, now: i64) -> impl IntoView + use<> {
    let kind = kind_words(&one.kind);
    // A letter's subject is called heading; a text has none.
    let subject = one.subject.clone().filter(|_| one.kind != TemplateType::Sms);
    view! {
        <tr>
            <th scope="row"><a href=links::template(&one.id)>{one.name.clone()}</a><span class="subject">{subject}</span></th>
            <td>{kind}{origin(one)}</td>
            <td class="quiet">{one.placeholders.join(", ")}</td>
            <td class="quiet">{changed(one, now)}</td>
        </tr>
    }
}

/// Where it is edited, if not here.
pub(super) fn origin(one: &Template) -> AnyView {
    let texts = words::templates();
    if one.origin != TemplateOrigin::Notify {
        return ().into_any();
    }
    let sentence = match one.service_name.as_str() {
        "" => texts.notify.to_owned(),
        name => fill(texts.notify_of, &[("service", name)]),
    };
    view! { " "<Badge text=sentence.clone() tone=Tone::Plain/> }.into_any()
}

/// When and by whom it was changed: "2 days ago by somebody@example.com".
pub(super) fn changed(one: &Template, now: i64) -> String {
    let at = one.updated_at.as_ref().unwrap_or(&one.created_at).millis();
    let ago = when::ago(at, now);
    // GOV.UK Notify does not always name the author.
    if one.created_by.is_empty() {
        ago
    } else {
        fill(words::templates().changed_by, &[("ago", &ago), ("who", &one.created_by)])
    }
}
