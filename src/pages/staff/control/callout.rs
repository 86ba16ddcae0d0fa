//! One callout (`GET /api/control/callouts/{id}`): the resident's position, the response, the conversation, and the
//! next steps.

mod escalation;
mod facts;
mod heading;

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::id::CalloutId;

use super::closing::ClosingForm;
use super::dispatch::response;
use super::draft::{Panel, use_draft};
use super::phoning::calls;
use super::queue::QueueState;
use super::reply::ReplyBox;
use super::standing_down::standing_down;
use super::steps::StepBar;
use super::{Watch, use_view_context, use_watch};
use crate::api::{ApiError, get_control_callout};
use crate::components::control::{
    ViewContext, callout_scene, full_name, is_recorded, map_words, outcome_facts, person_facts, talk, tiles,
    timeline,
};
use crate::links;
use crate::pages::staff::{poll_notice, use_page_title};
use crate::remote_data::{Poll, RemoteData, use_poll};
use crate::session::use_session;
use crate::ui::{Button, Glyph, Icon, Map, Skeleton};
use crate::words::{self, fill};
use escalation::EscalationPart;
use facts::place_facts;
use heading::heading;

/// What every part of the pane reads, and how it refetches.
#[derive(Clone, Copy)]
pub struct CalloutContext {
    pub id: CalloutId,
    pub callout: Memo<ControlCallout>,
    pub context: Memo<ViewContext>,
    poll: Poll<ControlCallout>,
    watch: Watch,
}

impl CalloutContext {
    /// Call it when an action has ended, well or not: the data is then fetched at once.
    pub fn acted(self, outcome: Result<ControlCallout, ApiError>) -> Result<(), ApiError> {
        self.poll.refetch();
        self.watch.open.refetch();
        outcome.map(drop)
    }

    /// A read-only part, redrawn with the callout and with the time.
    pub fn shows(self, draw: fn(&ControlCallout, &ViewContext) -> AnyView) -> AnyView {
        (move || self.callout.with(|control| self.context.with(|context| draw(control, context)))).into_any()
    }
}

/// What the pane shows.
#[derive(Clone, PartialEq)]
enum PaneState {
    Loading,
    Gone,
    Failed(String),
    Callout,
}

/// The pane beside the queue; on a small screen the whole page.
#[component]
pub fn CalloutPane(id: CalloutId, state: Memo<QueueState>) -> impl IntoView {
    let title = use_page_title(words::staff().control_room);
    let poll = use_poll(Signal::stored(id.to_string()), move |_, etag| {
        Box::pin(async move { get_control_callout(id, etag.as_deref()).await })
    });
    let pane = Memo::new(move |_| {
        poll.data.with(|seen| match seen {
            RemoteData::Loading => PaneState::Loading,
            RemoteData::Failed(ApiError::NotFound(_)) => PaneState::Gone,
            RemoteData::Failed(error) => PaneState::Failed(error.message()),
            RemoteData::Ready { .. } | RemoteData::Stale { .. } => PaneState::Callout,
        })
    });
    let callout = Memo::new(move |before: Option<&ControlCallout>| {
        let now = poll.data.with(|seen| seen.value().map(|value| (**value).clone()));
        now.or_else(|| before.cloned()).unwrap_or_default()
    });
    let open = CalloutContext { id, callout, context: use_view_context(), poll, watch: use_watch() };
    // The tab's title needs the name once it is known.
    Effect::new(move |_| {
        if pane.get() == PaneState::Callout {
            title.rename(callout.with(|control| full_name(&control.callout.customer)));
        }
    });
    let inside = move || match pane.get() {
        PaneState::Loading => view! { <Skeleton words=words::staff().loading bars=8/> }.into_any(),
        PaneState::Gone => {
            let words = words::callout();
            view! { <Empty title={fill(words.gone, &[("id", &id.to_string())])} help=words.gone_help.to_owned() way=().into_any()/> }.into_any()
        }
        PaneState::Failed(why) => {
            let retry = Callback::new(move |()| poll.refetch());
            let retry =
                view! { <Button on_press=retry>{words::common().errors.try_again}</Button> }.into_any();
            view! { <Empty title=words::callout().failed.to_owned() help=why way=retry/> }.into_any()
        }
        PaneState::Callout => view! { <Detail open/> }.into_any(),
    };
    view! {
        <article class="desk__pane callout" aria-label=words::callout().title>
            <a class="callout__back" href=move || links::control_queue(state.get().as_str())>
                <Icon glyph=Glyph::Back/>{words::callout().back}
            </a>
            {inside}
        </article>
    }
}

#[component]
fn Empty(title: String, help: String, way: AnyView) -> impl IntoView {
    view! { <div class="empty"><h2 class="empty__title">{title}</h2><p>{help}</p>{way}</div> }
}

/// The callout: built once, then only updated.
#[component]
fn Detail(open: CalloutContext) -> impl IntoView {
    let draft = use_draft(open.id);
    let panel = Memo::new(move |_| draft.panel.get());
    let form = move || match panel.get() {
        Panel::Nothing | Panel::Phoning => ().into_any(),
        Panel::StandingDown => standing_down(open),
        Panel::Completing => view! { <ClosingForm open closing=false/> }.into_any(),
        Panel::Closing => view! { <ClosingForm open closing=true/> }.into_any(),
    };
    let person = view! { {open.shows(|control, _| person_facts(control))}{calls(open)} }.into_any();
    let messages = view! { {open.shows(talk)}<ReplyBox open/> }.into_any();
    view! {
        {poll_notice(open.poll)}
        {open.shows(heading)}
        <StepBar open/>
        {form}
        <div class="callout__parts">
            <div class="callout__act">
                {part("part-place", words::callout().place, view! { {map(open)}{open.shows(place_facts)} }.into_any())}
                {response(open)}
                <EscalationPart open/>
            </div>
            <div class="callout__person">
                {part("part-person", words::person().title, person)}
                {part("part-talk", words::messages().title, messages)}
            </div>
            <div class="callout__story">
                {open.shows(recorded)}
                {part("part-story", words::timeline().title, open.shows(timeline))}
            </div>
        </div>
    }
}

fn part(id: &'static str, title: &'static str, inside: AnyView) -> AnyView {
    view! { <section class="part" aria-labelledby=id><h2 id=id>{title}</h2>{inside}</section> }.into_any()
}

fn recorded(control: &ControlCallout, _: &ViewContext) -> AnyView {
    if !is_recorded(control) {
        return ().into_any();
    }
    part("part-outcome", words::outcome().title, outcome_facts(control))
}

fn map(open: CalloutContext) -> AnyView {
    let scene = Memo::new(move |_| {
        let (now, beat) = open.context.with(|context| (context.now, context.heartbeat_seconds));
        open.callout.with(|control| callout_scene(control, now, beat))
    });
    let tiles = use_session().config.with_untracked(tiles);
    view! { <Map label=words::callout().map words=map_words() tiles=tiles scene=scene/> }.into_any()
}
