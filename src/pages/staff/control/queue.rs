//! The queue (`GET /api/control/callouts?state=`): real callouts first, then unacknowledged ones, then the newest. It
//! shows their number, and more of them on demand. Rows keep their place, and the focus its row, while the list is
//! refetched.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wire::id::CalloutId;

use super::{use_view_context, use_watch};
use crate::api::{ApiError, Polled, QueuePage, list_control_callouts};
use crate::components::control::callout_row;
use crate::links;
use crate::pages::staff::FailureNotice;
use crate::pages::staff::watch::{OnDutyList, PAGE, ShiftTools};
use crate::remote_data::{Poll, RemoteData, use_poll};
use crate::ui::{Button, Skeleton, use_now, when};
use crate::words::{self, fill};

const POLL_INTERVAL: Duration = Duration::from_millis(2500);

/// The callouts of a queue, once they are known.
pub type Queue = Memo<Option<Arc<QueuePage>>>;

/// Which callouts are listed; it is in the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueueState {
    /// Real and test callouts that are not closed.
    #[default]
    Open,
    /// Callouts of a demonstration.
    Demo,
    Closed,
}

impl QueueState {
    const ALL: [Self; 3] = [Self::Open, Self::Demo, Self::Closed];

    /// Parses the address; the default is the open queue.
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
            Self::Open => words::queue().open,
            Self::Demo => words::queue().demo,
            Self::Closed => words::queue().closed,
        }
    }

    fn empty(self) -> (&'static str, &'static str) {
        let words = words::queue();
        match self {
            Self::Open => (words.none_open, words.none_open_help),
            Self::Demo => (words.none_demo, words.none_demo_help),
            Self::Closed => (words.none_closed, words.none_closed_help),
        }
    }
}

/// The chosen queue, as far as it is listed.
#[derive(Clone, Copy)]
pub struct CalloutQueue {
    pub data: Signal<RemoteData<QueuePage>>,
    state: Memo<QueueState>,
    open: (Poll<QueuePage>, StoredValue<usize>),
    other: (Poll<QueuePage>, StoredValue<usize>),
}

impl CalloutQueue {
    fn more(self) {
        let (poll, limit) = match self.state.get_untracked() {
            QueueState::Open => self.open,
            QueueState::Demo | QueueState::Closed => self.other,
        };
        limit.update_value(|limit| *limit += PAGE);
        poll.refetch();
    }
}

/// The chosen queue. The open one is fetched for the alarm anyway, the others here.
pub fn use_queue(state: Memo<QueueState>) -> CalloutQueue {
    let watch = use_watch();
    let open = watch.open;
    // Positions and heartbeats cause no events, so they are polled while the list is shown.
    if let Ok(timer) = set_interval_with_handle(move || open.refetch_if_visible(), POLL_INTERVAL) {
        on_cleanup(move || timer.clear());
    }
    let limit = StoredValue::new(PAGE);
    let key = Signal::derive(move || state.get().as_str().to_owned());
    let other = use_poll(key, move |state, etag| {
        let limit = limit.get_value();
        Box::pin(async move {
            if state == QueueState::Open.as_str() {
                return Ok(Polled::Changed(QueuePage::default(), None));
            }
            list_control_callouts(&state, limit, etag.as_deref()).await
        })
    });
    let data = Signal::derive(move || match state.get() {
        QueueState::Open => open.data.get(),
        QueueState::Demo | QueueState::Closed => other.data.get(),
    });
    CalloutQueue { data, state, open: (open, watch.limit), other: (other, limit) }
}

/// The list with its tabs.
#[component]
pub fn QueuePane(
    state: Memo<QueueState>,
    listed: CalloutQueue,
    callouts: Queue,
    chosen: Memo<Option<CalloutId>>,
) -> impl IntoView {
    let words = words::queue();
    let data = listed.data;
    let context = use_view_context();
    let ids = Memo::new(move |_| {
        callouts.with(|callouts| {
            let all = callouts.iter().flat_map(|page| &page.callouts);
            all.map(|control| control.callout.id.0).collect::<Vec<_>>()
        })
    });
    let row = move |id: i64| {
        let drawn = move || {
            callouts.with(|all| {
                let found = all.iter().flat_map(|page| &page.callouts);
                let found = found.into_iter().find(|control| control.callout.id.0 == id);
                let Some(control) = found else { return ().into_any() };
                let href = links::control_callout_in(CalloutId(id), state.get().as_str());
                let current = chosen.get() == Some(CalloutId(id));
                context.with(|context| callout_row(control, context, href, current))
            })
        };
        view! { <li>{drawn}</li> }.into_any()
    };
    let failure: Signal<Option<(ApiError, Option<i64>)>> =
        Signal::derive(move || data.with(RemoteData::failure));
    view! {
        <section class="desk__queue queue" aria-labelledby="queue-title">
            <header class="queue__head">
                <h1 id="queue-title">{words.title}</h1>
                <QueueAge data/>
                {move || tabs(state.get())}
                <Counts callouts/>
                <ShiftTools/>
                <OnDutyList/>
            </header>
            <FailureNotice failure/>
            <QueuePlaceholder state data/>
            <ul class="queue__list"><For each=move || ids.get() key=|key| *key children=row/></ul>
            {more(listed, callouts)}
        </section>
    }
    .into_any()
}

/// The number of callouts, and how many wait.
#[component]
fn Counts(callouts: Queue) -> impl IntoView {
    (move || {
        callouts.with(|page| {
            let Some(page) = page.as_ref().filter(|page| page.total > 0) else { return ().into_any() };
            let (shown, total) = (page.callouts.len().to_string(), page.total.to_string());
            let count = fill(words::queue().count, &[("shown", &shown), ("total", &total)]);
            let waiting = match page.unacknowledged {
                0 => ().into_any(),
                count => {
                    let words = fill(words::queue().unacknowledged, &[("count", &count.to_string())]);
                    view! { " · "<strong class="queue__waiting">{words}</strong> }.into_any()
                }
            };
            view! { <p class="queue__count quiet">{count}{waiting}</p> }.into_any()
        })
    })
    .into_any()
}

/// A button for the callouts that are not listed yet.
fn more(listed: CalloutQueue, callouts: Queue) -> AnyView {
    (move || {
        let left = callouts
            .with(|page| page.as_ref().map_or(0, |page| page.total.saturating_sub(page.callouts.len())));
        if left == 0 {
            return ().into_any();
        }
        let words = fill(words::queue().more, &[("count", &left.min(PAGE).to_string())]);
        let press = Callback::new(move |()| listed.more());
        view! { <div class="queue__more"><Button on_press=press>{words}</Button></div> }.into_any()
    })
    .into_any()
}

fn tabs(current: QueueState) -> impl IntoView {
    let tab = |tab: QueueState| {
        let current = (tab == current).then_some("page");
        view! { <a href=links::control_queue(tab.as_str()) aria-current=current>{tab.name()}</a> }
    };
    let tabs = QueueState::ALL.into_iter().map(tab).collect_view();
    view! { <nav class="tabs" aria-label=words::queue().which>{tabs}</nav> }
}

/// What is shown while there are no rows: that they are loading, or that there are none.
#[component]
fn QueuePlaceholder(state: Memo<QueueState>, data: Signal<RemoteData<QueuePage>>) -> impl IntoView {
    (move || {
        data.with(|data| match data {
            RemoteData::Loading => {
                view! { <div class="queue__wait"><Skeleton words=words::staff().loading bars=6/></div> }
                    .into_any()
            }
            RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. }
                if value.callouts.is_empty() =>
            {
                let (title, help) = state.get().empty();
                view! { <div class="empty"><p class="empty__title">{title}</p><p>{help}</p></div> }.into_any()
            }
            RemoteData::Ready { .. } | RemoteData::Stale { .. } | RemoteData::Failed(_) => ().into_any(),
        })
    })
    .into_any()
}

/// The age of the list, in words.
#[component]
fn QueueAge(data: Signal<RemoteData<QueuePage>>) -> impl IntoView {
    let now = use_now();
    (move || {
        let Some(at) = data.with(RemoteData::at) else { return ().into_any() };
        let ago = when::ago(at, now.get());
        view! { <p class="queue__updated quiet">{fill(words::queue().updated, &[("ago", &ago)])}</p> }
            .into_any()
    })
    .into_any()
}
