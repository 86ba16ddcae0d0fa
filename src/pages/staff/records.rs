//! A record that a notification is about (`GET /api/records/{kind}/{id}`), linked from the tray. Requests for
//! assistance are answered here.

mod answer;

use leptos::prelude::*;
use wire::record::{Record, RecordEvent};

use crate::api::{ApiError, get_record};
use crate::components::control::notice;
use crate::components::{record_actions, record_facts, record_keeper};
use crate::links;
use crate::navigation::use_navigator;
use crate::pages::staff::{STAFF_ROLES, gate, poll_notice, use_page_title};
use crate::remote_data::{RemoteData, use_fetch};
use crate::ui::{Badge, Button, Glyph, Icon, Skeleton, Tone, use_now, when};
use crate::words;
use leptos_router::hooks::use_location;

/// The page.
#[component]
pub fn RecordPage() -> impl IntoView {
    gate(&STAFF_ROLES, page)
}

fn page() -> AnyView {
    let texts = words::record();
    let title = use_page_title(texts.title);
    let path = use_location().pathname;
    let key = Signal::derive(move || {
        path.get().strip_prefix(links::RECORDS).unwrap_or_default().trim_matches('/').to_owned()
    });
    let poll =
        use_fetch(key, |address, etag| Box::pin(async move { get_record(&address, etag.as_deref()).await }));
    Effect::new(move |_| {
        if let Some(record) = poll.data.with(|seen| seen.value().cloned()) {
            title.rename(record.title.clone());
        }
    });
    let now = use_now();
    let request = Memo::new(move |_| poll.data.with(|seen| answer::request_of(seen.value()?)));
    let changed = Callback::new(move |()| poll.refetch());
    let answers = move || request.get().map(|id| answer::answering(id, changed));
    let top = move || {
        poll.data.with(|seen| match seen {
            RemoteData::Loading => view! { <Skeleton words=words::staff().loading bars=6/> }.into_any(),
            RemoteData::Failed(ApiError::NotFound(_)) => {
                empty(texts.none, texts.none_help.to_owned(), ().into_any())
            }
            RemoteData::Failed(error) => {
                let retry = Callback::new(move |()| poll.refetch());
                let way = view! { <Button on_press=retry>{words::common().errors.try_again}</Button> };
                empty(texts.failed, error.message(), way.into_any())
            }
            RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. } => head(value),
        })
    };
    let below = move || poll.data.with(|seen| seen.value().map(|record| detail(record, now.get())));
    // A first failure is shown in the page itself.
    let is_old = Memo::new(move |_| poll.data.with(|seen| matches!(seen, RemoteData::Stale { .. })));
    let stale = move || if is_old.get() { poll_notice(poll) } else { ().into_any() };
    let back = use_navigator()
        .previous()
        .filter(|before| links::is_below(before.split('?').next().unwrap_or_default(), links::TRAY))
        .unwrap_or_else(|| links::TRAY.to_owned());
    view! {
        <div class="page page--narrow">
            <p><a class="page__back" href=back><Icon glyph=Glyph::Back/>{texts.back}</a></p>
            {stale}
            {top}
            {answers}
            {below}
        </div>
    }
    .into_any()
}

fn empty(title: &'static str, help: String, way: AnyView) -> AnyView {
    view! { <div class="empty"><h1 class="empty__title">{title}</h1><p>{help}</p>{way}</div> }.into_any()
}

fn head(record: &Record) -> AnyView {
    let demo = if record.demo {
        notice(Tone::Plain, Glyph::Info, words::record().demo.to_owned())
    } else {
        ().into_any()
    };
    let tone = if record.trouble { Tone::Waiting } else { Tone::Accent };
    view! {
        <header class="page__head">
            <h1>{record.title.clone()}</h1>
            <Badge text=record.state.clone() tone=tone/>
        </header>
        {record_actions(record)}
        {demo}
    }
    .into_any()
}

fn detail(record: &Record, now: i64) -> impl IntoView + use<> {
    let texts = words::record();
    let event = |event: &RecordEvent| {
        let when = moment(event.at.millis(), now);
        view! {
            <li class="timeline__entry">
                <span class="timeline__mark"><Icon glyph=Glyph::Info/></span>
                <div><p>{event.text.clone()}</p><p class="quiet">{when}</p></div>
            </li>
        }
    };
    let events = (!record.events.is_empty()).then(|| {
        view! {
            <section class="part" aria-labelledby="record-events">
                <h2 id="record-events">{texts.events}</h2>
                <ol class="timeline">{record.events.iter().map(event).collect_view()}</ol>
            </section>
        }
    });
    view! {
        <section class="part" aria-labelledby="record-facts">
            <h2 id="record-facts">{texts.facts}</h2>
            {record_facts(record, now)}
            {record_keeper(record, now)}
        </section>
        {events}
    }
}

fn moment(at: i64, now: i64) -> String {
    format!("{} · {}", when::ago(at, now), when::day_and_time(at))
}
