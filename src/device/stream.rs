//! Server-sent events, held by one tab and shared with the others: an origin has six connections, and every tab is to know
//! the same at the same time.
//!
//! The tab that holds a Web Lock listens and passes on what it hears. A frozen tab keeps its lock for ever, so the one that
//! is seen takes it by force once it has heard nothing for three seconds. Where a browser lacks locks or channels, every tab
//! listens for itself.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{document, set_interval, window_event_listener_untyped};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, EventSource, MessageEvent};

use super::{clock, locks};

/// What is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// An event's data.
    Event(String),
    /// Events come from now on.
    Live,
    /// None come: whoever wants to know has to ask.
    Silent,
    /// None will come: the session has ended.
    Over,
}

const BEAT: Duration = Duration::from_secs(1);
/// Without a sign of life for so long, the tab that listens is taken for frozen.
const FROZEN_MS: i64 = 3_000;
/// The clock jumped by so much between two beats: the device slept, and its connections are not to be trusted.
const SLEPT_MS: i64 = 10_000;
/// A server that refused the stream, or was away, is asked again.
const AGAIN_MS: i64 = 5_000;

const ALIVE: &str = "alive";
const SILENT: &str = "silent";
const AWAKE: &str = "awake";
const SIGNED_OUT: &str = "signed-out";

struct Inner {
    name: String,
    address: String,
    event: &'static str,
    tell: Box<dyn Fn(Heard)>,
    channel: Option<BroadcastChannel>,
    source: RefCell<Option<EventSource>>,
    /// Which request for the lock speaks for this tab.
    newest: Cell<u32>,
    /// Gives the lock back.
    release: RefCell<Option<js_sys::Function>>,
    leads: Cell<bool>,
    /// This tab wants no stream for now.
    rests: Cell<bool>,
    live: Cell<bool>,
    last_heard: Cell<i64>,
    last_beat: Cell<i64>,
    opened_at: Cell<i64>,
}

/// What listens.
#[derive(Clone)]
pub struct Listening(Rc<Inner>);

impl Listening {
    /// Leaves the stream to other tabs, until it goes on.
    pub fn rest(&self) {
        let Self(inner) = self;
        if inner.rests.replace(true) {
            return;
        }
        inner.newest.set(inner.newest.get() + 1);
        inner.leads.set(false);
        inner.open_again();
        if let Some(release) = inner.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
        inner.become_live(false);
    }

    /// Listens again.
    pub fn go_on(&self) {
        let Self(inner) = self;
        if inner.rests.replace(false) {
            inner.last_heard.set(clock::wall());
            contend(inner, false);
        }
    }
}

/// Begins to listen, for as long as the page lives. Tabs with the same `name` share one stream.
pub fn listen(name: &str, address: &str, event: &'static str, tell: impl Fn(Heard) + 'static) -> Listening {
    let now = clock::wall();
    let inner = Rc::new(Inner {
        name: name.to_owned(),
        address: address.to_owned(),
        event,
        tell: Box::new(tell),
        channel: BroadcastChannel::new(name).ok(),
        source: RefCell::default(),
        newest: Cell::default(),
        release: RefCell::default(),
        leads: Cell::default(),
        rests: Cell::default(),
        live: Cell::default(),
        last_heard: Cell::new(now),
        last_beat: Cell::new(now),
        opened_at: Cell::default(),
    });
    if let Some(channel) = &inner.channel {
        let hears = inner.clone();
        let act = Closure::<dyn Fn(MessageEvent)>::new(move |message| hears.hear(&text_of(&message)));
        channel.set_onmessage(Some(act.into_js_value().unchecked_ref()));
    }
    contend(&inner, false);
    let beats = inner.clone();
    set_interval(move || beat(&beats), BEAT);
    for event in ["visibilitychange", "pageshow", "online"] {
        let wakes = inner.clone();
        let _forever = window_event_listener_untyped(event, move |_| {
            if !document().hidden() {
                wake(&wakes);
            }
        });
    }
    Listening(inner)
}

impl Inner {
    fn hear(&self, text: &str) {
        self.last_heard.set(clock::wall());
        match text {
            ALIVE => self.become_live(true),
            SILENT => self.become_live(false),
            AWAKE => {
                if self.leads.get() {
                    self.open_again();
                }
            }
            SIGNED_OUT => (self.tell)(Heard::Over),
            event => (self.tell)(Heard::Event(event.to_owned())),
        }
    }

    fn become_live(&self, live: bool) {
        if self.live.replace(live) != live {
            (self.tell)(if live { Heard::Live } else { Heard::Silent });
        }
    }

    fn post(&self, text: &str) {
        if let Some(channel) = &self.channel {
            // Only a closed channel refuses, and this one is never closed.
            let _ = channel.post_message(&text.into());
        }
    }

    fn open_again(&self) {
        if let Some(source) = self.source.borrow_mut().take() {
            source.close();
        }
        self.opened_at.set(0);
    }

    /// Passes on how it goes.
    fn report(&self) {
        let open =
            self.source.borrow().as_ref().is_some_and(|source| source.ready_state() == EventSource::OPEN);
        self.post(if open { ALIVE } else { SILENT });
        self.become_live(open);
    }
}

fn open(this: &Rc<Inner>) {
    this.open_again();
    this.opened_at.set(clock::wall());
    let Ok(source) = EventSource::new(&this.address) else { return this.become_live(false) };
    let on = |name: &str, act: Box<dyn Fn(MessageEvent)>| {
        let act = Closure::wrap(act).into_js_value();
        let _ = source.add_event_listener_with_callback(name, act.unchecked_ref());
    };
    let hears = this.clone();
    let hear = move |text: &str| {
        hears.post(text);
        hears.hear(text);
        hears.report();
    };
    let ends = hear.clone();
    on(this.event, Box::new(move |message| hear(&text_of(&message))));
    on(SIGNED_OUT, Box::new(move |_| ends(SIGNED_OUT)));
    for event in ["open", "error"] {
        let hears = this.clone();
        on(event, Box::new(move |_| hears.report()));
    }
    *this.source.borrow_mut() = Some(source);
}

fn text_of(message: &MessageEvent) -> String {
    message.data().as_string().unwrap_or_default()
}

/// Asks for the lock; the one who holds it listens. `by_force` takes it from a tab that is frozen.
fn contend(this: &Rc<Inner>, by_force: bool) {
    let mine = this.newest.get() + 1;
    this.newest.set(mine);
    let holds = this.clone();
    // The lock is held until it is stolen, given back, or the tab ends.
    let hold = move || {
        if holds.newest.get() != mine {
            return js_sys::Promise::resolve(&JsValue::NULL);
        }
        holds.leads.set(true);
        open(&holds);
        js_sys::Promise::new(&mut |release, _| _ = holds.release.replace(Some(release)))
    };
    let asked = this.channel.as_ref().and_then(|_| locks::request(&this.name, by_force, hold));
    let Some(asked) = asked else {
        this.leads.set(true);
        return open(this);
    };
    let loses = this.clone();
    spawn_local(async move {
        // Who rests has asked for nothing since.
        let _ = JsFuture::from(asked).await;
        if loses.newest.get() == mine {
            loses.leads.set(false);
            loses.open_again();
            contend(&loses, false);
        }
    });
}

/// Once a second: a sign of life from who leads, and from the others a look whether there was one.
fn beat(this: &Rc<Inner>) {
    if this.rests.get() {
        return;
    }
    let now = clock::wall();
    let since = now - this.last_beat.replace(now);
    if since > SLEPT_MS && !document().hidden() {
        return wake(this);
    }
    if this.leads.get() {
        let closed =
            this.source.borrow().as_ref().is_none_or(|source| source.ready_state() == EventSource::CLOSED);
        if closed && now - this.opened_at.get() > AGAIN_MS {
            open(this);
        }
        return this.report();
    }
    if now - this.last_heard.get() > FROZEN_MS && !document().hidden() {
        this.last_heard.set(now);
        contend(this, true);
    }
}

/// The page is seen again, or the network is back: what was missed is told at the beginning of a new stream.
fn wake(this: &Rc<Inner>) {
    if this.rests.get() {
        return;
    }
    this.last_heard.set(clock::wall());
    if this.leads.get() {
        open(this);
    } else {
        this.post(AWAKE);
    }
}
