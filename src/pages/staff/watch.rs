//! The watch over the real queue, on whatever page a controller is: what is new, what waits, and whether it may sound.

use std::sync::Arc;

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::id::CalloutId;
use wire::session::Role;

use super::sound::{Sound, use_sound};
use crate::api::{Polled, list_control_callouts};
use crate::components::control::{Reading, full_name, kind};
use crate::control::news::{Beat, Known, News};
use crate::control::watch::is_waiting;
use crate::poll::{Poll, use_poll};
use crate::reactive::{memo, memo_since};
use crate::session::{SessionContext, Viewer, use_session};
use crate::ui::use_now;
use crate::words::{alarm, fill};

/// One alarm that waits for somebody to acknowledge it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The callout.
    pub id: CalloutId,
    /// The resident.
    pub name: String,
    /// Security or medical.
    pub kind: &'static str,
}

/// What every page knows of the open callouts.
#[derive(Clone, Copy)]
pub struct Watch {
    /// The open callouts; empty for who is no controller.
    pub open: Poll<Vec<ControlCallout>>,
    /// Real ones that nobody has acknowledged.
    pub waiting: Memo<Vec<Waiting>>,
    /// What is read aloud at once: the newest alarm, further press or silence since the page was opened.
    pub announcement: Memo<Option<String>>,
    /// Whether alarms sound here.
    pub sound: Sound,
}

/// The watch.
pub fn use_watch() -> Watch {
    expect_context()
}

/// Who reads, and when, for everything that shows a callout.
pub fn use_reading() -> Memo<Reading> {
    let session = use_session();
    let now = use_now();
    memo(move || Reading {
        now: now.get(),
        beat: session.config.with(|config| config.poll_seconds),
        viewer: session.viewer.with(|viewer| viewer.email().to_owned()),
    })
}

/// Begins to watch as soon as a controller is signed in.
pub fn provide_watch() -> Watch {
    let session = use_session();
    let is_controller = memo(move || {
        session
            .viewer
            .with(|viewer| matches!(viewer, Viewer::SignedIn(user) if user.role == Role::Controller))
    });
    let key = Signal::derive(move || if is_controller.get() { "open".to_owned() } else { String::new() });
    let open = use_poll(key, |state, tag| {
        Box::pin(async move {
            if state.is_empty() {
                return Ok(Polled::Changed(Vec::new(), None));
            }
            list_control_callouts(&state, tag.as_deref()).await
        })
    });
    let callouts = open.value();
    let waiting = memo(move || {
        callouts.with(|callouts| {
            let all = callouts.iter().flat_map(|callouts| callouts.iter());
            all.filter(|control| is_waiting(control)).map(waiting).collect::<Vec<_>>()
        })
    });
    let waits = memo(move || waiting.with(|waiting| !waiting.is_empty()));
    let news = use_news(callouts, session);
    let announcement = memo(move || news.with(|news| news.as_ref().map(|(_, words)| words.clone())));
    let watch = Watch { open, waiting, announcement, sound: use_sound(waits, news) };
    provide_context(watch);
    watch
}

fn waiting(control: &ControlCallout) -> Waiting {
    let callout = &control.callout;
    Waiting { id: callout.id, name: full_name(&callout.customer), kind: kind(control) }
}

/// The newest news with its number, so that two alarms in the same words are still two.
type Told = Option<(u32, String)>;

/// What a controller has to hear of, in words; it stays until there is something newer.
fn use_news(callouts: Memo<Option<Arc<Vec<ControlCallout>>>>, session: SessionContext) -> Memo<Told> {
    let now = use_now();
    let folded = memo_since(move |before: Option<&(Known, Told)>| {
        let (known, told) = before.cloned().unwrap_or_default();
        let Some(queue) = callouts.get() else { return (known, told) };
        let beat = Beat { now: now.get(), seconds: session.config.with(|config| config.poll_seconds) };
        let newest = known.news(&queue, beat).and_then(|news| words_for(news, &queue));
        let told = match newest {
            Some(words) => Some((told.map_or(0, |(number, _)| number) + 1, words)),
            None => told,
        };
        (Known::of(&queue, beat), told)
    });
    memo(move || folded.with(|(_, told)| told.clone()))
}

fn words_for(news: News, queue: &[ControlCallout]) -> Option<String> {
    let (sentence, id) = match news {
        News::Raised(id) => (alarm().announce, id),
        News::PressedAgain(id) => (alarm().announce_again, id),
        News::Silent(id) => (alarm().announce_silent, id),
    };
    let control = queue.iter().find(|control| control.callout.id == id)?;
    Some(fill(sentence, &[("name", &full_name(&control.callout.customer)), ("kind", kind(control))]))
}
