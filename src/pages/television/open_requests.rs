//! The state of the other requests: an answer is visible on every screen of the television.

use std::sync::Arc;

use leptos::prelude::*;
use wire::assistance::AssistanceRequest;
use wire::id::AssistanceRequestId;
use wire::page::Page;

use crate::model::assistance::{Outlook, RequestLine, lines};
use crate::server_clock;
use crate::ui::{Glyph, Icon};

/// How many fit above the labels.
const MOST: usize = 3;

/// One line each, best news first; `but` is being followed already.
pub fn open_requests(
    requests: Memo<Option<Arc<Page<AssistanceRequest>>>>,
    but: Option<AssistanceRequestId>,
) -> AnyView {
    let deliveries = Memo::new(move |_| {
        requests.with(|page| {
            page.as_ref().map(|page| lines(&page.results, but, server_clock::now())).unwrap_or_default()
        })
    });
    // Failed requests are in the last line, which always has its place.
    let content = move || {
        deliveries.with(|deliveries| {
            let (last, others) = deliveries.split_last().unzip();
            let others = others.unwrap_or(&[]).iter().take(MOST - 1);
            others.chain(last).map(line).collect_view().into_any()
        })
    };
    view! { <div class="tv__news" role="status">{content}</div> }.into_any()
}

fn line(line: &RequestLine) -> impl IntoView + use<> {
    let (outlook, glyph) = style_of(line.outlook);
    view! { <p data-outlook=outlook><Icon glyph/>{line.headline.clone()}</p> }
}

/// The style and icon of an outlook.
pub fn style_of(outlook: Outlook) -> (&'static str, Glyph) {
    match outlook {
        Outlook::Waiting => ("waiting", Glyph::Clock),
        Outlook::Reached => ("reached", Glyph::Tick),
        Outlook::Nobody => ("nobody", Glyph::Warning),
    }
}
