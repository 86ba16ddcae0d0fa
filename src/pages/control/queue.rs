//! The queue (`GET /api/control/callouts?state=`): most urgent first, then oldest. Rows keep their place, and the focus its
//! row, while the list is read again.

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::id::CalloutId;

use crate::api::list_control_callouts;
use crate::components::control::CalloutRow;
use crate::pages::control::told::PollNotice;
use crate::pages::staff::use_watch;
use crate::poll::{Poll, Seen, use_poll};
use crate::route;
use crate::session::use_session;
use crate::ui::{Skeleton, use_now, when};
use crate::words::{fill, queue, staff};

/// Which callouts are listed; it lives in the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueueState {
    /// Real and test callouts that are not closed.
    #[default]
    Open,
    /// Those of a demonstration.
    Demo,
    /// Those that are closed.
    Closed,
}

impl QueueState {
    const ALL: [Self; 3] = [Self::Open, Self::Demo, Self::Closed];

    /// Reads the address; what it does not say, or says wrongly, is the open queue.
    pub fn parse(text: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|state| Some(state.as_str()) == text).unwrap_or_default()
    }

    /// As the address and the server write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Demo => "demo",
            Self::Closed => "closed",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Open => queue().open,
            Self::Demo => queue().demo,
            Self::Closed => queue().closed,
        }
    }

    fn empty(self) -> (&'static str, &'static str) {
        let words = queue();
        match self {
            Self::Open => (words.none_open, words.none_open_help),
            Self::Demo => (words.none_demo, words.none_demo_help),
            Self::Closed => (words.none_closed, words.none_closed_help),
        }
    }
}

/// The poll of the chosen queue: the open one is read for the alarm anyway, the others here.
pub fn use_queue(state: Memo<QueueState>) -> Signal<Seen<Vec<ControlCallout>>> {
    let open = use_watch().open;
    let other: Poll<Vec<ControlCallout>> = use_poll(state.into(), |state: QueueState, tag| async move {
        match state {
            QueueState::Open => Ok(crate::api::Polled::Changed(Vec::new(), None)),
            other => list_control_callouts(other.as_str(), tag.as_deref()).await,
        }
    });
    Signal::derive(move || if state.get() == QueueState::Open { open.seen.get() } else { other.seen.get() })
}

/// The list with its tabs.
#[component]
pub fn QueuePane(
    state: Memo<QueueState>,
    seen: Signal<Seen<Vec<ControlCallout>>>,
    #[prop(into)] chosen: Signal<Option<CalloutId>>,
) -> impl IntoView {
    let words = queue();
    let callouts = Memo::new(move |_| seen.with(|seen| seen.value().cloned()));
    let ids = Memo::new(move |_| {
        callouts.with(|callouts| {
            callouts.iter().flat_map(|all| all.iter()).map(|control| control.callout.id).collect::<Vec<_>>()
        })
    });
    let session = use_session();
    let beat = Memo::new(move |_| session.config.with(|config| config.poll_seconds));
    let viewer = Memo::new(move |_| session.viewer.with(|viewer| viewer.email().to_owned()));
    let row = move |id: CalloutId| {
        let callout = Memo::new(move |before: Option<&ControlCallout>| {
            let found = callouts.with(|all| {
                all.iter().flat_map(|all| all.iter()).find(|control| control.callout.id == id).cloned()
            });
            // A row that has just left the list keeps its last words until it is taken away.
            found.or_else(|| before.cloned()).unwrap_or_default()
        });
        let href = Signal::derive(move || route::control_callout_in(id, state.get().as_str()));
        let current = Signal::derive(move || chosen.get() == Some(id));
        view! { <li><CalloutRow callout=callout beat=beat viewer=viewer current=current href=href/></li> }
    };
    let is_known = Memo::new(move |_| callouts.with(Option::is_some));
    let is_empty = Memo::new(move |_| is_known.get() && ids.with(Vec::is_empty));
    view! {
        <section class="desk__queue queue" aria-labelledby="queue-title">
            <header class="queue__head">
                <h1 id="queue-title">{words.title}</h1>
                <Updated seen=seen/>
                <nav class="tabs" aria-label=words.which>
                    {QueueState::ALL.into_iter().map(|tab| view! {
                        <a
                            href=route::control_queue(tab.as_str())
                            aria-current=move || (state.get() == tab).then_some("page")
                        >
                            {tab.name()}
                        </a>
                    }).collect_view()}
                </nav>
            </header>
            <PollNotice seen=Signal::derive(move || seen.with(|seen| (seen.error().cloned(), seen.at())))/>
            <Show when=move || seen.with(|seen| *seen == Seen::Asking)>
                <div class="queue__wait"><Skeleton words=staff().loading bars=6/></div>
            </Show>
            <Show when=move || is_empty.get()>
                <div class="empty">
                    <p class="empty__title">{move || state.get().empty().0}</p>
                    <p>{move || state.get().empty().1}</p>
                </div>
            </Show>
            <ul class="queue__list">
                <For each=move || ids.get() key=|id| *id children=row/>
            </ul>
        </section>
    }
}

/// How old the list is, in words.
#[component]
fn Updated(#[prop(into)] seen: Signal<Seen<Vec<ControlCallout>>>) -> impl IntoView {
    let now = use_now();
    let at = Memo::new(move |_| seen.with(Seen::at));
    move || {
        let at = at.get()?;
        let ago = when::ago(at, now.get());
        Some(view! { <p class="queue__updated quiet">{fill(queue().updated, &[("ago", &ago)])}</p> })
    }
}
