//! Which channels can send (`GET /api/carriers`), for every page that offers them.

use std::sync::Arc;

use leptos::prelude::*;
use wire::carrier::{CarrierProblem, Carriers};
use wire::notification::NotificationType;

use crate::api::list_carriers;
use crate::remote_data::use_fetch;
use crate::ui::{Glyph, Notice, Tone};
use crate::words::{self, fill};

/// The carriers; none until the server has answered.
pub fn use_carriers() -> Memo<Option<Arc<Carriers>>> {
    let poll = use_fetch(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { list_carriers(etag.as_deref()).await })
    });
    poll.value()
}

/// Says which channels are unavailable, and which keys GOV.UK Notify rejects.
#[component]
pub fn CarrierNotice(carriers: Memo<Option<Arc<Carriers>>>) -> impl IntoView {
    (move || {
        let Some(carriers) = carriers.get() else { return ().into_any() };
        let problems = carriers.problems.iter().map(problem).collect_view();
        view! { {closed(&carriers)}{problems} }.into_any()
    })
    .into_any()
}

fn closed(carriers: &Carriers) -> AnyView {
    let texts = words::carriers();
    let ways = [
        (NotificationType::Email, texts.email),
        (NotificationType::Text, texts.text),
        (NotificationType::Letter, texts.letter),
    ];
    let closed: Vec<_> =
        ways.iter().filter(|(way, _)| !carriers.carries(way)).map(|(_, name)| *name).collect();
    if closed.is_empty() {
        return ().into_any();
    }
    let sentence = fill(texts.missing, &[("ways", &listed(&closed))]);
    view! {
        <Notice tone=Tone::Waiting glyph=Glyph::Warning>
            <p><strong>{sentence}</strong></p>
            <p>{texts.missing_help}</p>
        </Notice>
    }
    .into_any()
}

/// `E-mails, texts and letters`
fn listed(names: &[&str]) -> String {
    let lower = |name: &&str| name.to_ascii_lowercase();
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first, middle @ .., last] => {
            let mut listed = (*first).to_owned();
            for name in middle {
                listed = format!("{listed}, {}", lower(name));
            }
            format!("{listed} {} {}", words::carriers().and, lower(last))
        }
    }
}

fn problem(problem: &CarrierProblem) -> impl IntoView + use<> {
    let texts = words::carriers();
    let (title, help) = match &problem.service {
        Some(name) => (fill(texts.key_problem, &[("service", name)]), texts.key_help),
        None => (texts.own_key_problem.to_owned(), texts.own_key_help),
    };
    let sentence = fill(texts.said, &[("problem", &problem.problem)]);
    view! {
        <Notice tone=Tone::Waiting glyph=Glyph::Warning>
            <p><strong>{title}</strong></p>
            <p>{sentence}" "{help}</p>
        </Notice>
    }
}
