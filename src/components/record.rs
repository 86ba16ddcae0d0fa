//! A record as its service describes it: facts, actions and owner. The staff's page, the residents' page and the tray
//! show the same.

use leptos::prelude::*;
use wire::link::is_own;
use wire::record::{Fact, Record, RecordAction};

use crate::ui::when;
use crate::words::{self, fill};

/// The facts, as terms with values.
pub fn record_facts(record: &Record, now: i64) -> impl IntoView + use<> {
    let facts = record.facts.iter().map(|fact| one(fact, now)).collect_view();
    view! { <dl class="facts">{facts}</dl> }
}

/// The actions; none when the service names none.
pub fn record_actions(record: &Record) -> AnyView {
    if record.actions.is_empty() {
        return ().into_any();
    }
    let action = |(index, action): (usize, &RecordAction)| {
        let class = if index == 0 { "button button--primary" } else { "button" };
        let (label, href) = (action.label.clone(), action.link.clone());
        view! { <a class=class href=href rel=rel(&action.link)>{label}</a> }
    };
    let actions = record.actions.iter().enumerate().map(action).collect_view();
    view! { <p class="buttons">{actions}</p> }.into_any()
}

/// The owning service, its contact, and when it last updated the record.
pub fn record_keeper(record: &Record, now: i64) -> AnyView {
    let Some(said) = kept_by(record.service.as_deref(), record.contact.as_deref()) else {
        return ().into_any();
    };
    let sentence = record
        .updated_at
        .as_ref()
        .map(|at| fill(words::record().updated, &[("time", &moment(at.millis(), now))]));
    view! { <p class="quiet">{said}" "{sentence}</p> }.into_any()
}

/// The owning service and its contact, shown where there is nothing to open.
pub fn kept_by(service: Option<&str>, contact: Option<&str>) -> Option<String> {
    let words = words::record();
    let name = service?;
    Some(match contact {
        Some(contact) => fill(words.kept_by_reach, &[("name", name), ("contact", contact)]),
        None => fill(words.kept_by, &[("name", name)]),
    })
}

/// The `rel` of a link to another site.
pub fn rel(link: &str) -> Option<&'static str> {
    (!is_own(link)).then_some("external noopener")
}

fn one(fact: &Fact, now: i64) -> AnyView {
    let value = match fact.link.clone() {
        Some(link) => view! { <a href=link.clone() rel=rel(&link)>{fact.value.clone()}</a> }.into_any(),
        None => fact.value.clone().into_any(),
    };
    let when = fact.at.as_ref().map(|at| moment(at.millis(), now));
    let when = when.map(|when| match fact.value.is_empty() {
        true => view! { {when} }.into_any(),
        false => view! { <br/><span class="quiet">{when}</span> }.into_any(),
    });
    view! { <dt>{fact.name.clone()}</dt><dd>{value}{when}</dd> }.into_any()
}

fn moment(at: i64, now: i64) -> String {
    format!("{} · {}", when::ago(at, now), when::day_and_time(at))
}
