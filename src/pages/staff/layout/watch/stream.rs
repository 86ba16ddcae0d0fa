//! The event stream of the control room (`GET /api/control/events`), opened by one tab of a browser and shared with
//! the others. It keeps running while the page is hidden: network events are not throttled there, and a worker ticks.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::window_event_listener_untyped;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, EventSource, MessageEvent};

use crate::api::{ApiError, get_session};
use crate::device::{clock, ticker};
use crate::model::control::leader::LeaderElection;
use crate::model::control::line::Line;

const ADDRESS: &str = "/api/control/events";
const NAMES: [&str; 6] = ["callout", "removed", "duty", "reread", "beat", "signed-out"];
/// The wait before reopening a failed stream, in milliseconds.
const RETRY_MS: i64 = 2_000;

/// What the page receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlEvent {
    /// An event: its name and its data.
    Event(String, String),
    Line(Line),
    /// A second has passed; whether this tab leads.
    Tick(bool),
}

struct Inner {
    id: String,
    on_event: Box<dyn Fn(ControlEvent)>,
    /// Whether this tab may sound now.
    can_sound: Box<dyn Fn() -> bool>,
    channel: Option<BroadcastChannel>,
    election: RefCell<LeaderElection>,
    source: RefCell<Option<EventSource>>,
    /// The newest `duty` event, for a tab that is opened later.
    duty: RefCell<Option<String>>,
    line: Cell<Line>,
    heard_at: Cell<i64>,
    opened_at: Cell<i64>,
    /// The session is being fetched.
    is_checking: Cell<bool>,
    ended: Cell<bool>,
}

/// The stream of one account, until it is ended.
#[derive(Clone)]
pub struct ControlStream(Rc<Inner>);

impl ControlStream {
    /// Opens the stream of one account.
    pub fn open(
        whose: &str,
        can_sound: impl Fn() -> bool + 'static,
        on_event: impl Fn(ControlEvent) + 'static,
    ) -> Self {
        let now = clock::mono();
        // The time first: the oldest tab leads. The rest distinguishes tabs of one millisecond.
        let id = format!("{:015}-{:08}", clock::wall(), (js_sys::Math::random() * 1e8) as u32);
        let inner = Rc::new(Inner {
            election: RefCell::new(LeaderElection::new(id.clone(), now)),
            id,
            on_event: Box::new(on_event),
            can_sound: Box::new(can_sound),
            channel: BroadcastChannel::new(&format!("tocsin-control-{whose}")).ok(),
            source: RefCell::default(),
            duty: RefCell::default(),
            line: Cell::default(),
            heard_at: Cell::new(now),
            opened_at: Cell::new(i64::MIN / 2),
            is_checking: Cell::default(),
            ended: Cell::default(),
        });
        if let Some(channel) = &inner.channel {
            let receiver = inner.clone();
            let act = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
                receive(&receiver, &message.data().as_string().unwrap_or_default());
            });
            channel.set_onmessage(Some(act.into_js_value().unchecked_ref()));
        }
        inner.send_heartbeat();
        let ticking = inner.clone();
        ticker::every_second(move || tick(&ticking));
        let closing = inner.clone();
        let _forever = window_event_listener_untyped("pagehide", move |_| closing.announce_close());
        Self(inner)
    }

    /// Ends it after signing out here.
    pub fn end(&self) {
        let Self(inner) = self;
        inner.ended.set(true);
        inner.close();
        inner.announce_close();
        if let Some(channel) = &inner.channel {
            channel.close();
        }
    }
}

impl Inner {
    fn post(&self, parts: [&str; 3]) {
        if let Some(channel) = &self.channel {
            // A closed channel refuses: then nobody needs the message.
            let _ = channel.post_message(&parts.join("\n").into());
        }
    }

    fn send_heartbeat(&self) {
        let sound = if (self.can_sound)() { "sound" } else { "mute" };
        self.post(["sign", &self.id, &format!("{sound} {}", self.line.get().as_str())]);
    }

    fn announce_close(&self) {
        self.post(["goodbye", &self.id, ""]);
    }

    fn close(&self) {
        if let Some(source) = self.source.borrow_mut().take() {
            source.close();
        }
    }

    fn set_line(&self, line: Line) {
        if self.line.replace(line) != line {
            (self.on_event)(ControlEvent::Line(line));
        }
    }

    fn is_leader(&self) -> bool {
        self.channel.is_none() || self.election.borrow().is_leader((self.can_sound)(), clock::mono())
    }

    /// An event of the stream, from the server or from the leading tab.
    fn event(&self, name: &str, data: &str) {
        self.heard_at.set(clock::mono());
        self.set_line(if name == "signed-out" { Line::SignedOut } else { Line::Live });
        (self.on_event)(ControlEvent::Event(name.to_owned(), data.to_owned()));
    }
}

/// A message from another tab.
fn receive(this: &Rc<Inner>, text: &str) {
    if this.ended.get() {
        return;
    }
    let mut parts = text.splitn(3, '\n');
    let (kind, name, rest) =
        (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match kind {
        Some("sign") => {
            let (sound, line) = rest.split_once(' ').unwrap_or((rest, ""));
            let is_new = this.election.borrow_mut().record_heartbeat(name, sound == "sound", clock::mono());
            if is_new
                && this.source.borrow().is_some()
                && let Some(duty) = this.duty.borrow().as_deref()
            {
                this.post(["event", "duty", duty]);
            }
            if !this.is_leader()
                && this.source.borrow().is_none()
                && let Some(line) = Line::parse(line)
                && line != Line::Opening
            {
                this.heard_at.set(clock::mono());
                this.set_line(line);
            }
        }
        Some("goodbye") => this.election.borrow_mut().remove(name),
        Some("event") => this.event(name, rest),
        _ => {}
    }
}

/// Once a second, also while the page is hidden.
fn tick(this: &Rc<Inner>) {
    if this.ended.get() {
        return;
    }
    let now = clock::mono();
    let is_leader = this.is_leader();
    match is_leader {
        true => keep_open(this, now),
        false => this.close(),
    }
    this.set_line(this.line.get().judge(this.heard_at.get(), now));
    this.send_heartbeat();
    (this.on_event)(ControlEvent::Tick(is_leader));
}

/// Opens the stream where there is none, and reopens a dead one.
fn keep_open(this: &Rc<Inner>, now: i64) {
    if this.line.get() == Line::SignedOut {
        return this.close();
    }
    let state = this.source.borrow().as_ref().map(EventSource::ready_state);
    let refused = state == Some(EventSource::CLOSED);
    let silent = this.line.get() == Line::Lost && now - this.opened_at.get() > 2 * RETRY_MS;
    if refused {
        check_session(this);
    }
    if (state.is_none() || refused || silent) && now - this.opened_at.get() >= RETRY_MS {
        open(this, now);
    }
}

fn open(this: &Rc<Inner>, now: i64) {
    this.close();
    this.opened_at.set(now);
    let Ok(source) = EventSource::new(ADDRESS) else { return };
    for name in NAMES {
        let receiver = this.clone();
        let act = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            if receiver.ended.get() {
                return;
            }
            let data = message.data().as_string().unwrap_or_default();
            if name == "duty" {
                receiver.duty.replace(Some(data.clone()));
            }
            receiver.post(["event", name, &data]);
            receiver.event(name, &data);
        });
        let _ = source.add_event_listener_with_callback(name, act.into_js_value().unchecked_ref());
    }
    *this.source.borrow_mut() = Some(source);
}

/// The server refused the stream: perhaps the session has ended, which the stream itself cannot say.
fn check_session(this: &Rc<Inner>) {
    if this.is_checking.replace(true) {
        return;
    }
    let this = this.clone();
    spawn_local(async move {
        let answer = get_session().await;
        this.is_checking.set(false);
        let is_over = match answer {
            Ok(session) => session.user.is_none(),
            Err(ApiError::SignedOut) => true,
            Err(_) => false,
        };
        if is_over && !this.ended.get() {
            this.post(["event", "signed-out", "{}"]);
            this.event("signed-out", "{}");
        }
    });
}
