//! `/records/{kind}/{id}`: what a resident's notification is about (`GET /api/records/{kind}/{id}`).

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::record::{Record, RecordEvent};

use super::signed_out;
use crate::api::{ApiError, get_record};
use crate::components::{not_a_resident_at, notice, record_actions, record_facts, record_keeper};
use crate::frame;
use crate::links;
use crate::remote_data::{RemoteData, use_fetch};
use crate::session::{SessionState, use_session};
use crate::ui::{Age, Button, Glyph, Icon, Skeleton, Tone, when};
use crate::words;

/// The record named in the address.
#[component]
pub fn RecordPage() -> impl IntoView {
    frame::set_title(words::own_record().title);
    let path = use_location().pathname;
    let address = Signal::derive(move || {
        path.get().strip_prefix(links::OWN_RECORDS).unwrap_or_default().trim_matches('/').to_owned()
    });
    let poll = use_fetch(address, |address, etag| {
        Box::pin(async move { get_record(&address, etag.as_deref()).await })
    });
    let session = use_session();
    let is_staff = Memo::new(move |_| {
        session.state.with(|state| matches!(state, SessionState::SignedIn(user) if user.role.is_staff()))
    });
    let inside = move || {
        poll.data.with(|seen| match seen {
            RemoteData::Loading => view! { <Skeleton words=words::common().errors.loading bars=5/> }.into_any(),
            RemoteData::Failed(ApiError::SignedOut) => signed_out(),
            RemoteData::Failed(ApiError::NotFound(_)) if is_staff.get() => {
                not_a_resident_at(&path.get_untracked())
            }
            RemoteData::Failed(ApiError::NotFound(_)) => {
                view! { <h1>{words::own_record().gone}</h1><p>{words::own_record().gone_help}</p> }.into_any()
            }
            RemoteData::Failed(error) => view! {
                <h1>{words::own_record().title}</h1>
                {notice(Tone::Waiting, Glyph::Offline, [error.message()], None)}
                <Button on_press=Callback::new(move |()| poll.refetch())>{words::common().errors.try_again}</Button>
            }
            .into_any(),
            RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. } => record_view(value),
        })
    };
    view! {
        // Not in `index.html`, which every visitor loads.
        <link rel="stylesheet" href="/badge.css"/>
        <link rel="stylesheet" href="/notifications.css"/>
        <div class="stack">
            <p>
                <a class="news__back" href=links::NOTIFICATIONS>
                    <Icon glyph=Glyph::Back/>{words::notifications().back}
                </a>
            </p>
            {inside}
        </div>
    }
    .into_any()
}

fn record_view(record: &Record) -> AnyView {
    let texts = words::record();
    frame::set_title(record.title.clone());
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
            {record_facts(record, when::now())}
            {record_actions(record)}
            {record_keeper(record, when::now())}
        </section>
        {events}
        {demo}
    }
    .into_any()
}
