//! The watch over real alarms on every staff page of a controller: news, unacknowledged alarms, who is on duty, and
//! whether alarms reach this browser at all. It runs while the page is hidden too.

mod alarm;
mod alert;
mod notices;
mod shift;
mod sound;
mod stream;

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use wire::control::{Beat, ControlCallout, Duty, RemovedCallout};
use wire::id::CalloutId;
use wire::lenient;
use wire::session::Role;

pub use notices::{SoundSwitch, WatchNotices};
pub use shift::{OnDutyList, ShiftTools, provide_shift_dialog};
pub use sound::{Sound, SoundState};

use crate::api::{Polled, QueuePage, list_control_callouts};
use crate::components::control::{ViewContext, full_name, kind};
use crate::device::popup;
use crate::model::control::line::Line;
use crate::model::control::news::{News, QueueSnapshot, ReadTime};
use crate::model::control::watch::is_waiting;
use crate::remote_data::{Poll, use_fetch};
use crate::session::{SessionContext, SessionState, use_session};
use crate::ui::use_now;
use crate::words::{self, fill};
use sound::use_sound;
use stream::{ControlEvent, ControlStream};

/// Callouts that the queue shows at first, and adds at a time.
pub const PAGE: usize = 50;

/// One alarm that nobody has acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingAlarm {
    pub id: CalloutId,
    pub name: String,
    pub kind: &'static str,
}

/// What every page knows of the open callouts.
#[derive(Clone, Copy)]
pub struct Watch {
    /// Whether a controller is signed in; nothing is watched for other roles.
    pub is_controller: Memo<bool>,
    /// The open callouts; empty for other roles.
    pub open: Poll<QueuePage>,
    /// How many of them are listed.
    pub limit: StoredValue<usize>,
    /// Real ones that nobody has acknowledged, among those fetched.
    pub waiting: Memo<Vec<WaitingAlarm>>,
    /// The total number of those.
    pub unacknowledged: Memo<usize>,
    /// The announcement of the live region: the newest alarm, further press or silence since the page was opened.
    pub announcement: Memo<Option<String>>,
    /// Whether alarms sound here.
    pub sound: Sound,
    /// Whether alarms reach this browser.
    pub line: RwSignal<Line>,
    /// Who is on duty, once known.
    pub duty: RwSignal<Option<Duty>>,
}

/// The watch from the context.
pub fn use_watch() -> Watch {
    expect_context()
}

/// Who reads a callout and when, for all its views.
pub fn use_view_context() -> Memo<ViewContext> {
    let session = use_session();
    let now = use_now();
    Memo::new(move |_| ViewContext {
        now: now.get(),
        heartbeat_seconds: session.config.with(|config| config.poll_seconds),
        own_email: session.state.with(|state| state.email().to_owned()),
    })
}

/// Starts watching as soon as a controller is signed in.
pub fn provide_watch() -> Watch {
    let session = use_session();
    let controller = Memo::new(move |_| {
        session.state.with(|state| match state {
            SessionState::SignedIn(user) if user.role == Role::Controller => Some(user.id.to_string()),
            _ => None,
        })
    });
    let is_controller = Memo::new(move |_| controller.with(Option::is_some));
    let limit = StoredValue::new(PAGE);
    let key = Signal::derive(move || if is_controller.get() { "open".to_owned() } else { String::new() });
    let open = use_fetch(key, move |state, etag| {
        Box::pin(async move {
            if state.is_empty() {
                return Ok(Polled::Changed(QueuePage::default(), None));
            }
            list_control_callouts(&state, limit.get_value(), etag.as_deref()).await
        })
    });
    let page = open.value();
    let events = RwSignal::new(HashMap::<i64, ControlCallout>::new());
    // A page fetched after an event is newer than the event.
    Effect::new(move |_| {
        open.data.track();
        if !events.with_untracked(HashMap::is_empty) {
            events.set(HashMap::new());
        }
    });
    let waiting =
        Memo::new(move |_| page.with(|page| events.with(|events| waiting(page.as_deref(), events))));
    let unacknowledged = Memo::new(move |_| {
        let known = page.with(|page| page.as_ref().map_or(0, |page| page.unacknowledged));
        known.max(waiting.with(Vec::len))
    });
    let waits = Memo::new(move |_| waiting.with(|waiting| !waiting.is_empty()));
    let news = use_news(page, session);
    let announcement = Memo::new(move |_| news.with(|news| news.as_ref().map(|(_, words)| words.clone())));
    let line = RwSignal::new(Line::default());
    let deaf = Memo::new(move |_| is_controller.get() && line.get().is_deaf());
    let sound = use_sound(waits, deaf);
    let watch = Watch {
        is_controller,
        open,
        limit,
        waiting,
        unacknowledged,
        announcement,
        sound,
        line,
        duty: RwSignal::new(None),
    };
    provide_context(watch);
    let alerts = alert::Alerts::new(watch, news);
    let stream = StoredValue::new_local(None::<ControlStream>);
    Effect::new(move |_| {
        let whose = controller.get();
        stream.update_value(|stream| {
            if let Some(former) = stream.take() {
                former.end();
            }
            line.set(Line::default());
            *stream = whose.map(|whose| begin(watch, events, session, alerts, &whose));
        });
    });
    watch
}

fn begin(
    watch: Watch,
    events: RwSignal<HashMap<i64, ControlCallout>>,
    session: SessionContext,
    alerts: alert::Alerts,
    whose: &str,
) -> ControlStream {
    popup::register_service_worker();
    let can_sound = move || watch.sound.can_sound();
    ControlStream::open(whose, can_sound, move |event| match event {
        ControlEvent::Line(line) => {
            watch.line.set(line);
            if line == Line::Live {
                watch.open.refetch();
            }
        }
        ControlEvent::Tick(is_leader) => {
            watch.sound.tick(is_leader);
            alerts.tick(is_leader);
        }
        ControlEvent::Event(name, data) => apply_event(watch, events, session, &name, &data),
    })
}

fn apply_event(
    watch: Watch,
    events: RwSignal<HashMap<i64, ControlCallout>>,
    session: SessionContext,
    name: &str,
    data: &str,
) {
    match name {
        "callout" => {
            watch.open.refetch();
            if let Some(control) = lenient::from_str::<ControlCallout>(data) {
                events.update(|events| _ = events.insert(control.callout.id.0, control));
            }
        }
        "removed" => {
            watch.open.refetch();
            if let Some(removed) = lenient::from_str::<RemovedCallout>(data) {
                events.update(|events| _ = events.remove(&removed.id.0));
            }
        }
        "reread" => watch.open.refetch(),
        "duty" => watch.duty.set(lenient::from_str(data)),
        "beat" => {
            let heartbeat_seconds: Beat = lenient::from_str(data).unwrap_or_default();
            session.set_expiry(heartbeat_seconds.end);
            watch.open.refetch_if_idle();
        }
        _ => {}
    }
}

/// Unacknowledged alarms, from the fetched page and the events since.
fn waiting(page: Option<&QueuePage>, events: &HashMap<i64, ControlCallout>) -> Vec<WaitingAlarm> {
    let read = page.map(|page| page.callouts.as_slice()).unwrap_or_default();
    let mut newer: Vec<_> = events.values().collect();
    newer.sort_by_key(|control| std::cmp::Reverse(control.callout.id.0));
    let unchanged = read.iter().filter(|control| !events.contains_key(&control.callout.id.0));
    let all = newer.into_iter().chain(unchanged).filter(|control| is_waiting(control));
    all.map(|control| WaitingAlarm {
        id: control.callout.id,
        name: full_name(&control.callout.customer),
        kind: kind(control),
    })
    .collect()
}

/// The latest news with its number, so that two alarms with the same words are still two.
type NumberedNews = Option<(u32, String)>;

/// The latest news in words; it stays until there is newer.
fn use_news(page: Memo<Option<Arc<QueuePage>>>, session: SessionContext) -> Memo<NumberedNews> {
    let now = use_now();
    let folded = Memo::new(move |before: Option<&(QueueSnapshot, NumberedNews)>| {
        let (known, newest) = before.cloned().unwrap_or_default();
        let Some(queue) = page.get() else { return (known, newest) };
        let read_time =
            ReadTime { now: now.get(), seconds: session.config.with(|config| config.poll_seconds) };
        let news = known.news(&queue.callouts, read_time).and_then(|news| words_for(news, &queue.callouts));
        let newest = match news {
            Some(words) => Some((newest.map_or(0, |(number, _)| number) + 1, words)),
            None => newest,
        };
        (QueueSnapshot::of(&queue.callouts, read_time), newest)
    });
    Memo::new(move |_| folded.with(|(_, newest)| newest.clone()))
}

fn words_for(news: News, queue: &[ControlCallout]) -> Option<String> {
    let (sentence, id) = match news {
        News::Raised(id) => (words::alarm().announce, id),
        News::PressedAgain(id) => (words::alarm().announce_again, id),
        News::Silent(id) => (words::alarm().announce_silent, id),
    };
    let control = queue.iter().find(|control| control.callout.id == id)?;
    Some(fill(sentence, &[("name", &full_name(&control.callout.customer)), ("kind", kind(control))]))
}
