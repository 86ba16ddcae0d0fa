//! While no callout is chosen: one map of the queue's callouts and all vehicles (`GET /api/control/responders`).

use leptos::prelude::*;

use super::queue::{Queue, QueueState};
use crate::api::list_responders;
use crate::components::control::{map_words, overview, tiles};
use crate::links;
use crate::navigation::use_navigator;
use crate::remote_data::use_poll;
use crate::session::use_session;
use crate::ui::{Map, use_now};
use crate::words;

/// The map, and a hint.
#[component]
pub fn OverviewPane(state: Memo<QueueState>, callouts: Queue) -> impl IntoView {
    let navigator = use_navigator();
    let words = words::queue();
    let session = use_session();
    let now = use_now();
    let responders = use_poll(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { list_responders(None, etag.as_deref()).await })
    });
    let scene = Memo::new(move |_| {
        let beat = session.config.with(|config| config.poll_seconds);
        let vehicles = responders.data.with(|seen| seen.value().cloned()).unwrap_or_default();
        callouts.with(|callouts| {
            let callouts = callouts.as_ref().map(|page| page.callouts.as_slice()).unwrap_or_default();
            overview(callouts, &vehicles, now.get(), beat)
        })
    });
    let pick = Callback::new(move |key: String| {
        if let Ok(id) = key.parse() {
            navigator.push(&links::control_callout_in(id, state.get_untracked().as_str()));
        }
    });
    view! {
        <section class="desk__pane overview" aria-labelledby="overview-title">
            <header class="overview__head">
                <h2 id="overview-title">{words.choose}</h2>
                <p class="quiet">{words.choose_help}</p>
            </header>
            <Map
                label=words.map
                words=map_words()
                tiles=session.config.with_untracked(tiles)
                scene=scene
                on_pick=pick
            />
        </section>
    }
}
