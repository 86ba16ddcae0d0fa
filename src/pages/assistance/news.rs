//! How a resident's open requests stand, best news first: an answer is seen from every page of theirs.

use leptos::prelude::*;
use wire::id::AssistanceRequestId;

use crate::api;
use crate::links;
use crate::model::assistance::{Line, Mood, lines};
use crate::remote_data::use_poll;
use crate::server_clock;
use crate::ui::{Glyph, Icon, Tone};
use crate::words::assistance as words;

/// A line for each that leads to it; `but` is on the page already.
pub fn news(but: Option<AssistanceRequestId>) -> AnyView {
    let poll = use_poll(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { api::list_assistance_requests(etag.as_deref()).await })
    });
    let requests = poll.value();
    let told = Memo::new(move |_| {
        requests.with(|page| {
            page.as_ref().map(|page| lines(&page.results, but, server_clock::now())).unwrap_or_default()
        })
    });
    let shown = move || {
        told.with(|told| match told.is_empty() {
            true => ().into_any(),
            false => {
                let rows = told.iter().map(line).collect_view();
                view! { <h2>{words().open}</h2><ul class="assistance__news">{rows}</ul> }.into_any()
            }
        })
    };
    view! { <div class="assistance__open stack" role="status">{shown}</div> }.into_any()
}

fn line(line: &Line) -> AnyView {
    let (tone, glyph) = drawn(line.mood);
    view! {
        <li><a class=tone.class("assistance__line") href=links::assistance_request(line.id)>
            <Icon glyph/>{line.headline.clone()}
        </a></li>
    }
    .into_any()
}

/// A mood as colour and shape.
pub fn drawn(mood: Mood) -> (Tone, Glyph) {
    match mood {
        Mood::Waiting => (Tone::Accent, Glyph::Clock),
        Mood::Reached => (Tone::Confirmed, Glyph::Tick),
        Mood::Nobody => (Tone::Waiting, Glyph::Warning),
    }
}
