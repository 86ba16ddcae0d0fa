//! How the other requests stand: an answer is seen wherever the television is, not only by whoever follows that request.

use std::sync::Arc;

use leptos::prelude::*;
use wire::assistance::AssistanceRequest;
use wire::id::AssistanceRequestId;
use wire::page::Page;

use crate::model::assistance::{Line, Mood, lines};
use crate::server_clock;
use crate::ui::{Glyph, Icon};

/// How many fit above the labels.
const MOST: usize = 3;

/// One line each, best news first; `but` is followed already.
pub fn news(
    requests: Memo<Option<Arc<Page<AssistanceRequest>>>>,
    but: Option<AssistanceRequestId>,
) -> AnyView {
    let told = Memo::new(move |_| {
        requests.with(|page| {
            page.as_ref().map(|page| lines(&page.results, but, server_clock::now())).unwrap_or_default()
        })
    });
    // What nobody was told of stands in the last line, which always has its place.
    let shown = move || {
        told.with(|told| {
            let (last, others) = told.split_last().unzip();
            let others = others.unwrap_or(&[]).iter().take(MOST - 1);
            others.chain(last).map(line).collect_view().into_any()
        })
    };
    view! { <div class="tv__news" role="status">{shown}</div> }.into_any()
}

fn line(line: &Line) -> AnyView {
    let (mood, glyph) = drawn(line.mood);
    view! { <p data-mood=mood><Icon glyph/>{line.headline.clone()}</p> }.into_any()
}

/// A mood as style and shape.
pub fn drawn(mood: Mood) -> (&'static str, Glyph) {
    match mood {
        Mood::Waiting => ("waiting", Glyph::Clock),
        Mood::Reached => ("reached", Glyph::Tick),
        Mood::Nobody => ("nobody", Glyph::Warning),
    }
}
