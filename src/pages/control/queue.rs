//! The queue (`GET /api/control/callouts?state=`): most urgent first, then oldest. Rows keep their place, and the focus its
//! row, while the list is read again.

use std::sync::Arc;

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::id::CalloutId;

use super::{use_reading, use_watch};
use crate::api::{ApiError, Polled, list_control_callouts};
use crate::components::control::callout_row;
use crate::pages::staff::seen_notice;
use crate::poll::{Seen, use_poll};
use crate::reactive::memo;
use crate::route;
use crate::ui::{Skeleton, live, nothing, rows, use_now, when};
use crate::words::{fill, queue, staff};

/// The callouts of a queue, once they are known.
pub type Queue = Memo<Option<Arc<Vec<ControlCallout>>>>;

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
    let key = Signal::derive(move || state.get().as_str().to_owned());
    let other = use_poll(key, |state, tag| {
        Box::pin(async move {
            if state == QueueState::Open.as_str() {
                return Ok(Polled::Changed(Vec::new(), None));
            }
            list_control_callouts(&state, tag.as_deref()).await
        })
    });
    Signal::derive(move || if state.get() == QueueState::Open { open.seen.get() } else { other.seen.get() })
}

/// The list with its tabs.
pub fn queue_pane(
    state: Memo<QueueState>,
    seen: Signal<Seen<Vec<ControlCallout>>>,
    callouts: Queue,
    chosen: Memo<Option<CalloutId>>,
) -> AnyView {
    let words = queue();
    let reading = use_reading();
    let ids = memo(move || {
        callouts.with(|callouts| {
            callouts.iter().flat_map(|all| all.iter()).map(|control| control.callout.id.0).collect::<Vec<_>>()
        })
    });
    let row = move |id: i64| {
        let drawn = live(move || {
            callouts.with(|all| {
                let found = all.iter().flat_map(|all| all.iter()).find(|control| control.callout.id.0 == id);
                let Some(control) = found else { return nothing() };
                let href = route::control_callout_in(CalloutId(id), state.get().as_str());
                let current = chosen.get() == Some(CalloutId(id));
                reading.with(|reading| callout_row(control, reading, href, current))
            })
        });
        view! { <li>{drawn}</li> }.into_any()
    };
    let failure: Signal<Option<(ApiError, Option<i64>)>> = Signal::derive(move || seen.with(Seen::failure));
    view! {
        <section class="desk__queue queue" aria-labelledby="queue-title">
            <header class="queue__head">
                <h1 id="queue-title">{words.title}</h1>
                {updated(seen)}
                {live(move || tabs(state.get()))}
            </header>
            {seen_notice(failure)}
            {instead(state, seen)}
            <ul class="queue__list">{rows(ids, row)}</ul>
        </section>
    }
    .into_any()
}

fn tabs(current: QueueState) -> AnyView {
    let tab = |tab: QueueState| {
        let current = (tab == current).then_some("page");
        view! { <a href=route::control_queue(tab.as_str()) aria-current=current>{tab.name()}</a> }
    };
    let tabs = QueueState::ALL.into_iter().map(tab).collect_view();
    view! { <nav class="tabs" aria-label=queue().which>{tabs}</nav> }.into_any()
}

/// What stands there while there are no rows: that they come, or that there are none.
fn instead(state: Memo<QueueState>, seen: Signal<Seen<Vec<ControlCallout>>>) -> AnyView {
    live(move || {
        seen.with(|seen| match seen {
            Seen::Asking => {
                view! { <div class="queue__wait"><Skeleton words=staff().loading bars=6/></div> }.into_any()
            }
            Seen::Fresh { value, .. } | Seen::Old { value, .. } if value.is_empty() => {
                let (title, help) = state.get().empty();
                view! { <div class="empty"><p class="empty__title">{title}</p><p>{help}</p></div> }.into_any()
            }
            Seen::Fresh { .. } | Seen::Old { .. } | Seen::Failed(_) => nothing(),
        })
    })
}

/// How old the list is, in words.
fn updated(seen: Signal<Seen<Vec<ControlCallout>>>) -> AnyView {
    let now = use_now();
    live(move || {
        let Some(at) = seen.with(Seen::at) else { return nothing() };
        let ago = when::ago(at, now.get());
        view! { <p class="queue__updated quiet">{fill(queue().updated, &[("ago", &ago)])}</p> }.into_any()
    })
}
