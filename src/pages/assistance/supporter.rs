//! A supporter's view: requests, one request with its two answers, and the devices that notify them.

mod answer;
mod devices;

use leptos::prelude::*;
use wire::assistance::{AnswerChoice, AssistanceRequest, RequestStatus};

pub use answer::answer;

use crate::api;
use crate::components::notice;
use crate::links;
use crate::model::assistance::latest_answers;
use crate::pages::account::SignOut;
use crate::remote_data::{RemoteData, use_poll};
use crate::ui::{Age, Glyph, Icon, Skeleton, Tone};
use crate::words::{self, fill};

/// The requests sent to this person, newest first, and their devices.
pub fn requests() -> AnyView {
    let words = words::supporter();
    let poll = use_poll(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { api::list_assistance_requests(etag.as_deref()).await })
    });
    let list = move || {
        poll.data.with(|seen| match seen {
            RemoteData::Loading => {
                view! { <Skeleton words=words::common().errors.loading bars=3/> }.into_any()
            }
            RemoteData::Failed(error) => notice(Tone::Waiting, Glyph::Offline, [error.message()], None),
            RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. } if value.results.is_empty() => {
                notice(Tone::Plain, Glyph::Info, [words.none.to_owned(), words.none_help.to_owned()], None)
            }
            RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. } => {
                let rows: Vec<_> = value.results.iter().map(row).collect();
                view! { <ul class="assistance__requests">{rows}</ul> }.into_any()
            }
        })
    };
    view! {
        <div class="stack">
            <h1>{words.title}</h1>
            <p class="quiet">{words.lead}</p>
            {list}
            {devices::devices()}
            <SignOut/>
        </div>
    }
    .into_any()
}

fn row(request: &AssistanceRequest) -> impl IntoView + use<> {
    let words = words::supporter();
    let created = request.created.millis();
    let comes = latest_answers(request).rfind(|answer| answer.answer == AnswerChoice::Coming);
    let (tone, glyph, state, way) = match (request.status, comes) {
        (RequestStatus::Coming, Some(answer)) => (
            Tone::Confirmed,
            Glyph::Tick,
            fill(words::answering().others, &[("name", &answer.name)]),
            words.open,
        ),
        (RequestStatus::Declined, _) => (Tone::Plain, Glyph::Info, words.nobody.to_owned(), words.open),
        _ => (Tone::Waiting, Glyph::Clock, words.waits.to_owned(), words.answer_now),
    };
    view! {
        <li><a class="card assistance__request" href=links::assistance_request(request.id)>
            <strong>{request_sentence(request)}</strong>
            <span>{request.site_name.clone().unwrap_or_default()}</span>
            <span class=tone.class("assistance__line")><Icon glyph/>{state}</span>
            <Age at=created/>
            <span class="assistance__way">{way}</span>
        </a></li>
    }
}

/// "Rose Adeyemi asks for you".
fn request_sentence(request: &AssistanceRequest) -> String {
    fill(words::supporter().asks, &[("name", &request.resident_name)])
}
