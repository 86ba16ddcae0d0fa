//! The state of a resident's open requests, best news first, on each of their pages.

use leptos::prelude::*;
use wire::id::AssistanceRequestId;

use crate::api;
use crate::links;
use crate::model::assistance::{Outlook, RequestLine, lines};
use crate::remote_data::use_poll;
use crate::server_clock;
use crate::ui::{Glyph, Icon, Tone};
use crate::words;

/// A line for each open request, linked to it; `but` is on the page already.
pub fn open_requests(but: Option<AssistanceRequestId>) -> AnyView {
    let poll = use_poll(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { api::list_assistance_requests(etag.as_deref()).await })
    });
    let requests = poll.value();
    let deliveries = Memo::new(move |_| {
        requests.with(|page| {
            page.as_ref().map(|page| lines(&page.results, but, server_clock::now())).unwrap_or_default()
        })
    });
    let content = move || {
        deliveries.with(|deliveries| match deliveries.is_empty() {
            true => ().into_any(),
            false => {
                let rows = deliveries.iter().map(line).collect_view();
                view! { <h2>{words::assistance().open}</h2><ul class="assistance__news">{rows}</ul> }
                    .into_any()
            }
        })
    };
    view! { <div class="assistance__open stack" role="status">{content}</div> }.into_any()
}

fn line(line: &RequestLine) -> impl IntoView + use<> {
    let (tone, glyph) = style_of(line.outlook);
    view! {
        <li><a class=tone.class("assistance__line") href=links::assistance_request(line.id)>
            <Icon glyph/>{line.headline.clone()}
        </a></li>
    }
}

/// The tone and icon of an outlook.
pub fn style_of(outlook: Outlook) -> (Tone, Glyph) {
    match outlook {
        Outlook::Waiting => (Tone::Accent, Glyph::Clock),
        Outlook::Reached => (Tone::Confirmed, Glyph::Tick),
        Outlook::Nobody => (Tone::Waiting, Glyph::Warning),
    }
}
