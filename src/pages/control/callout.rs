//! One callout (`GET /api/control/callouts/{id}`): where the resident is, who comes, what was said, and what to do next.

mod facts;
mod heading;

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::id::CalloutId;

use super::closing::Closing;
use super::dispatch::Response;
use super::draft::{Panel, use_draft};
use super::phoning::Calls;
use super::queue::QueueState;
use super::reply::ReplyBox;
use super::standing_down::StandingDown;
use super::steps::StepBar;
use super::told::PollNotice;
use crate::api::{ApiError, get_control_callout};
use crate::components::control::{
    OutcomeFacts, PersonFacts, Talk, Timeline, callout_scene, full_name, is_recorded, map_words, tiles,
};
use crate::pages::staff::{Watch, use_page_title, use_watch};
use crate::poll::{Poll, Seen, use_poll};
use crate::route;
use crate::session::use_session;
use crate::ui::{Button, Glyph, Icon, Map, Skeleton, use_now};
use crate::words::{callout as callout_words, fill, messages, outcome, person, staff, timeline, words};
use facts::Facts;
use heading::{Heading, Warnings};

/// What every part of the pane reads, and how it asks for the newest state.
#[derive(Clone, Copy)]
pub struct Open {
    /// Its number.
    pub id: CalloutId,
    /// The callout.
    pub callout: Memo<ControlCallout>,
    /// Its poll.
    pub poll: Poll<ControlCallout>,
    watch: Watch,
}

impl Open {
    /// To be called when an action ended, well or not: what is shown is then asked for at once.
    pub fn acted(self, outcome: Result<ControlCallout, ApiError>) -> Result<(), ApiError> {
        self.poll.again();
        self.watch.open.again();
        outcome.map(drop)
    }
}

/// What the pane shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Asking,
    Gone,
    Failed(ApiError),
    Callout,
}

/// The pane beside the queue; on a small screen the whole page.
#[component]
pub fn CalloutPane(id: CalloutId, state: Memo<QueueState>) -> impl IntoView {
    let title = use_page_title(staff().control_room);
    let poll: Poll<ControlCallout> = use_poll(Signal::stored(id), |id: CalloutId, tag| async move {
        get_control_callout(id, tag.as_deref()).await
    });
    let shown = Memo::new(move |_| {
        poll.seen.with(|seen| match seen {
            Seen::Asking => Shown::Asking,
            Seen::Failed(ApiError::NotFound(_)) => Shown::Gone,
            Seen::Failed(error) => Shown::Failed(error.clone()),
            Seen::Fresh { .. } | Seen::Old { .. } => Shown::Callout,
        })
    });
    let callout = Memo::new(move |before: Option<&ControlCallout>| {
        let now = poll.seen.with(|seen| seen.value().map(|value| (**value).clone()));
        now.or_else(|| before.cloned()).unwrap_or_default()
    });
    let open = Open { id, callout, poll, watch: use_watch() };
    // The tab's title is the browser's: it is told the name once it is known.
    Effect::new(move || {
        if shown.get() == Shown::Callout {
            title.rename(callout.with(|control| full_name(&control.callout.customer)));
        }
    });
    view! {
        <article class="desk__pane callout" aria-label=callout_words().title>
            <a class="callout__back" href=move || route::control_queue(state.get().as_str())>
                <Icon glyph=Glyph::Back/>{callout_words().back}
            </a>
            {move || match shown.get() {
                Shown::Asking => view! { <Skeleton words=staff().loading bars=8/> }.into_any(),
                Shown::Gone => gone(id).into_any(),
                Shown::Failed(error) => failed(error, poll).into_any(),
                Shown::Callout => view! { <Detail open=open/> }.into_any(),
            }}
        </article>
    }
}

fn gone(id: CalloutId) -> impl IntoView {
    view! {
        <div class="empty">
            <h2 class="empty__title">{fill(callout_words().gone, &[("id", &id.to_string())])}</h2>
            <p>{callout_words().gone_help}</p>
        </div>
    }
}

fn failed(error: ApiError, poll: Poll<ControlCallout>) -> impl IntoView {
    view! {
        <div class="empty">
            <h2 class="empty__title">{callout_words().failed}</h2>
            <p>{error.message()}</p>
            <Button on_press=Callback::new(move |()| poll.again())>{words().errors.try_again}</Button>
        </div>
    }
}

/// The callout itself: built once, and then only told what changed.
#[component]
fn Detail(open: Open) -> impl IntoView {
    let Open { id, callout, poll, .. } = open;
    let draft = use_draft(id);
    let session = use_session();
    let now = use_now();
    let beat = Memo::new(move |_| session.config.with(|config| config.poll_seconds));
    let scene = Memo::new(move |_| callout.with(|control| callout_scene(control, now.get(), beat.get())));
    let recorded = Memo::new(move |_| callout.with(is_recorded));
    let panel = Memo::new(move |_| draft.panel.get());
    view! {
        <PollNotice seen=Signal::derive(move || poll.seen.with(|seen| (seen.error().cloned(), seen.at())))/>
        <Heading callout=callout/>
        <Warnings callout=callout beat=beat/>
        <StepBar open=open/>
        {move || match panel.get() {
            Panel::Nothing | Panel::Phoning => ().into_any(),
            Panel::StandingDown => view! { <StandingDown open=open/> }.into_any(),
            Panel::Completing => view! { <Closing open=open closing=false/> }.into_any(),
            Panel::Closing => view! { <Closing open=open closing=true/> }.into_any(),
        }}
        <div class="callout__parts">
            <div class="callout__act">
                <section class="part" aria-labelledby="part-place">
                    <h2 id="part-place">{callout_words().place}</h2>
                    <Map
                        label=callout_words().map
                        words=map_words()
                        tiles=session.config.with_untracked(tiles)
                        scene=scene
                    />
                    <Facts callout=callout beat=beat/>
                </section>
                <Response open=open beat=beat/>
            </div>
            <div class="callout__person">
                <section class="part" aria-labelledby="part-person">
                    <h2 id="part-person">{person().title}</h2>
                    <PersonFacts callout=callout/>
                    <Calls open=open/>
                </section>
                <section class="part" aria-labelledby="part-talk">
                    <h2 id="part-talk">{messages().title}</h2>
                    <Talk callout=callout/>
                    <ReplyBox open=open/>
                </section>
            </div>
            <div class="callout__story">
                <Show when=move || recorded.get()>
                    <section class="part" aria-labelledby="part-outcome">
                        <h2 id="part-outcome">{outcome().title}</h2>
                        <OutcomeFacts callout=callout/>
                    </section>
                </Show>
                <section class="part" aria-labelledby="part-story">
                    <h2 id="part-story">{timeline().title}</h2>
                    <Timeline callout=callout/>
                </section>
            </div>
        </div>
    }
}
