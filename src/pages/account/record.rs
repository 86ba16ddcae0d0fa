//! `/records/{kind}/{id}`: what a resident's notification is about (`GET /api/records/{kind}/{id}`).

use leptos::prelude::*;
use wire::record::{Fact, Record, RecordEvent};

use super::notifications::signed_out;
use crate::api::{ApiError, get_record};
use crate::components::notice;
use crate::frame;
use crate::poll::{Seen, use_asked};
use crate::route;
use crate::ui::{Age, Button, Glyph, Icon, Skeleton, Tone, live, provide_now};
use crate::words::{notifications, own_record as words, record as of_records, words as common};

/// The page at `path`.
pub fn record_page(path: &str) -> AnyView {
    provide_now();
    frame::set_title(words().title, false);
    let address = path.strip_prefix(route::OWN_RECORDS).unwrap_or_default().trim_matches('/').to_owned();
    let poll = use_asked(Signal::stored(address), |address, tag| {
        Box::pin(async move { get_record(&address, tag.as_deref()).await })
    });
    let inside = live(move || {
        poll.seen.with(|seen| match seen {
            Seen::Asking => view! { <Skeleton words=common().errors.loading bars=5/> }.into_any(),
            Seen::Failed(ApiError::SignedOut) => signed_out(),
            Seen::Failed(ApiError::NotFound(_)) => {
                view! { <h1>{words().gone}</h1><p>{words().gone_help}</p> }.into_any()
            }
            Seen::Failed(error) => view! {
                <h1>{words().title}</h1>
                {notice(Tone::Waiting, Glyph::Offline, [error.message()], None)}
                <Button on_press=Callback::new(move |()| poll.again())>{common().errors.try_again}</Button>
            }
            .into_any(),
            Seen::Fresh { value, .. } | Seen::Old { value, .. } => shown(value),
        })
    });
    view! {
        // Not in the page, which everybody loads.
        <link rel="stylesheet" href="/badge.css"/>
        <link rel="stylesheet" href="/notifications.css"/>
        <div class="stack">
            <p>
                <a class="news__back" href=route::NOTIFICATIONS>
                    <Icon glyph=Glyph::Back/>{notifications().back}
                </a>
            </p>
            {inside}
        </div>
    }
    .into_any()
}

fn shown(record: &Record) -> AnyView {
    let texts = of_records();
    frame::set_title(&record.title, false);
    let fact = |fact: &Fact| {
        let at = fact.at.as_ref().map(|at| at.millis());
        let at = at.map(|at| view! { " " <Age at/> });
        view! { <dt>{fact.name.clone()}</dt><dd>{fact.value.clone()}{at}</dd> }
    };
    let event = |event: &RecordEvent| {
        let at = event.at.millis();
        view! { <li>{event.text.clone()}<br/><span class="quiet"><Age at=at/></span></li> }
    };
    let events = (!record.events.is_empty()).then(|| {
        view! {
            <h2>{texts.events}</h2>
            <ol class="news__events">{record.events.iter().map(event).collect_view()}</ol>
        }
    });
    let demo = record.demo.then(|| notice(Tone::Plain, Glyph::Info, [texts.demo.to_owned()], None));
    view! {
        <header class="news__head">
            <h1>{record.title.clone()}</h1>
            <p><span class="badge badge--accent">{record.state.clone()}</span></p>
        </header>
        <section class="card">
            <dl class="facts">{record.facts.iter().map(fact).collect_view()}</dl>
        </section>
        {events}
        {demo}
    }
    .into_any()
}
