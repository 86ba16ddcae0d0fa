//! Server-sent events, received by one tab and shared with the others: browsers allow six connections to an origin,
//! and all tabs should show the same.
//!
//! The tab that holds a Web Lock connects and forwards events. A frozen tab never releases its lock, so a visible tab
//! steals it after three seconds without a message. Without locks or channels, every tab connects.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{document, set_interval, window_event_listener_untyped};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, EventSource, MessageEvent};

use super::{clock, locks};

/// What a listener receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamEvent {
    Event(String),
    /// Events arrive from now on.
    Connected,
    /// No events arrive: poll instead.
    Disconnected,
    /// The session has ended.
    SessionEnded,
}

const TICK: Duration = Duration::from_secs(1);
/// Without a message for this long, the leading tab counts as frozen.
const LEADER_TIMEOUT_MS: i64 = 3_000;
/// A gap this long between two ticks means that the device slept, and its connections are stale.
const SLEEP_GAP_MS: i64 = 10_000;
/// The wait before reconnecting to a server that refused.
const RETRY_MS: i64 = 5_000;

const ALIVE: &str = "alive";
const SILENT: &str = "silent";
const AWAKE: &str = "awake";
const SIGNED_OUT: &str = "signed-out";

struct Inner {
    name: String,
    address: String,
    event: &'static str,
    on_event: Box<dyn Fn(StreamEvent)>,
    channel: Option<BroadcastChannel>,
    source: RefCell<Option<EventSource>>,
    /// The number of the newest lock request.
    latest_request: Cell<u32>,
    release: RefCell<Option<js_sys::Function>>,
    is_leader: Cell<bool>,
    /// This tab needs no stream now.
    paused: Cell<bool>,
    connected: Cell<bool>,
    last_message_at: Cell<i64>,
    last_tick_at: Cell<i64>,
    opened_at: Cell<i64>,
}

/// An event stream that the tabs of a browser share.
#[derive(Clone)]
pub struct EventStream(Rc<Inner>);

impl EventStream {
    /// Leaves the stream to other tabs until it is resumed.
    pub fn pause(&self) {
        let Self(inner) = self;
        if inner.paused.replace(true) {
            return;
        }
        inner.latest_request.set(inner.latest_request.get() + 1);
        inner.is_leader.set(false);
        inner.close_source();
        if let Some(release) = inner.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
        inner.set_connected(false);
    }

    /// Receives events again.
    pub fn resume(&self) {
        let Self(inner) = self;
        if inner.paused.replace(false) {
            inner.last_message_at.set(clock::wall());
            request_lock(inner, false);
        }
    }
}

/// Starts listening for as long as the page lives. Tabs with the same `name` share one stream.
pub fn listen(
    name: &str,
    address: &str,
    event: &'static str,
    on_event: impl Fn(StreamEvent) + 'static,
) -> EventStream {
    let now = clock::wall();
    let inner = Rc::new(Inner {
        name: name.to_owned(),
        address: address.to_owned(),
        event,
        on_event: Box::new(on_event),
        channel: BroadcastChannel::new(name).ok(),
        source: RefCell::default(),
        latest_request: Cell::default(),
        release: RefCell::default(),
        is_leader: Cell::default(),
        paused: Cell::default(),
        connected: Cell::default(),
        last_message_at: Cell::new(now),
        last_tick_at: Cell::new(now),
        opened_at: Cell::default(),
    });
    if let Some(channel) = &inner.channel {
        let receiver = inner.clone();
        let act = Closure::<dyn Fn(MessageEvent)>::new(move |message| receiver.receive(&text_of(&message)));
        channel.set_onmessage(Some(act.into_js_value().unchecked_ref()));
    }
    request_lock(&inner, false);
    let ticking = inner.clone();
    set_interval(move || tick(&ticking), TICK);
    for event in ["visibilitychange", "pageshow", "online"] {
        let waking = inner.clone();
        let _forever = window_event_listener_untyped(event, move |_| {
            if !document().hidden() {
                reconnect(&waking);
            }
        });
    }
    EventStream(inner)
}

impl Inner {
    fn receive(&self, text: &str) {
        self.last_message_at.set(clock::wall());
        match text {
            ALIVE => self.set_connected(true),
            SILENT => self.set_connected(false),
            AWAKE => {
                if self.is_leader.get() {
                    self.close_source();
                }
            }
            SIGNED_OUT => (self.on_event)(StreamEvent::SessionEnded),
            event => (self.on_event)(StreamEvent::Event(event.to_owned())),
        }
    }

    fn set_connected(&self, connected: bool) {
        if self.connected.replace(connected) != connected {
            (self.on_event)(if connected { StreamEvent::Connected } else { StreamEvent::Disconnected });
        }
    }

    fn post(&self, text: &str) {
        if let Some(channel) = &self.channel {
            // Only a closed channel refuses, and this one is never closed.
            let _ = channel.post_message(&text.into());
        }
    }

    fn close_source(&self) {
        if let Some(source) = self.source.borrow_mut().take() {
            source.close();
        }
        self.opened_at.set(0);
    }

    /// Broadcasts whether the stream is open.
    fn broadcast_state(&self) {
        let open =
            self.source.borrow().as_ref().is_some_and(|source| source.ready_state() == EventSource::OPEN);
        self.post(if open { ALIVE } else { SILENT });
        self.set_connected(open);
    }
}

fn open(this: &Rc<Inner>) {
    this.close_source();
    this.opened_at.set(clock::wall());
    let Ok(source) = EventSource::new(&this.address) else { return this.set_connected(false) };
    let on = |name: &str, act: Box<dyn Fn(MessageEvent)>| {
        let act = Closure::wrap(act).into_js_value();
        let _ = source.add_event_listener_with_callback(name, act.unchecked_ref());
    };
    let receiver = this.clone();
    let receive = move |text: &str| {
        receiver.post(text);
        receiver.receive(text);
        receiver.broadcast_state();
    };
    let on_end = receive.clone();
    on(this.event, Box::new(move |message| receive(&text_of(&message))));
    on(SIGNED_OUT, Box::new(move |_| on_end(SIGNED_OUT)));
    for event in ["open", "error"] {
        let receiver = this.clone();
        on(event, Box::new(move |_| receiver.broadcast_state()));
    }
    *this.source.borrow_mut() = Some(source);
}

fn text_of(message: &MessageEvent) -> String {
    message.data().as_string().unwrap_or_default()
}

/// Requests the lock; its holder connects. `by_force` steals it from a frozen tab.
fn request_lock(this: &Rc<Inner>, by_force: bool) {
    let number = this.latest_request.get() + 1;
    this.latest_request.set(number);
    let holder = this.clone();
    // The lock is held until it is stolen, released, or the tab ends.
    let hold = move || {
        if holder.latest_request.get() != number {
            return js_sys::Promise::resolve(&JsValue::NULL);
        }
        holder.is_leader.set(true);
        open(&holder);
        js_sys::Promise::new(&mut |release, _| _ = holder.release.replace(Some(release)))
    };
    let request = this.channel.as_ref().and_then(|_| locks::request(&this.name, by_force, hold));
    let Some(request) = request else {
        this.is_leader.set(true);
        return open(this);
    };
    let former = this.clone();
    spawn_local(async move {
        // A paused tab has requested nothing since.
        let _ = JsFuture::from(request).await;
        if former.latest_request.get() == number {
            former.is_leader.set(false);
            former.close_source();
            request_lock(&former, false);
        }
    });
}

/// Once a second: the leader broadcasts its state, and the others check that it does.
fn tick(this: &Rc<Inner>) {
    if this.paused.get() {
        return;
    }
    let now = clock::wall();
    let elapsed = now - this.last_tick_at.replace(now);
    if elapsed > SLEEP_GAP_MS && !document().hidden() {
        return reconnect(this);
    }
    if this.is_leader.get() {
        let closed =
            this.source.borrow().as_ref().is_none_or(|source| source.ready_state() == EventSource::CLOSED);
        if closed && now - this.opened_at.get() > RETRY_MS {
            open(this);
        }
        return this.broadcast_state();
    }
    if now - this.last_message_at.get() > LEADER_TIMEOUT_MS && !document().hidden() {
        this.last_message_at.set(now);
        request_lock(this, true);
    }
}

/// The page is visible again, or online: a new stream begins with what was missed.
fn reconnect(this: &Rc<Inner>) {
    if this.paused.get() {
        return;
    }
    this.last_message_at.set(clock::wall());
    if this.is_leader.get() {
        open(this);
    } else {
        this.post(AWAKE);
    }
}
