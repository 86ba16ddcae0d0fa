//! Which of several tabs speaks for the resident: the one that was brought to the front last. It takes the lead by force,
//! since a frozen tab keeps a Web Lock for ever; a tab that was not given the lead waits for the one that has it to end.
//!
//! Of two windows that are both in front, one may hang. So the leader gives a sign of life every second, and a visible
//! tab that misses it for three takes over.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{IntervalHandle, document, set_interval_with_handle, window_event_listener_untyped};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::BroadcastChannel;

use super::{clock, locks};

const SIGN_EVERY: Duration = Duration::from_secs(1);
const QUIET_FOR: i64 = 3_000;

/// The contest for the lead among the tabs of one browser.
#[derive(Clone)]
pub struct Lead(Rc<Contest>);

struct Contest {
    tell: Box<dyn Fn(bool)>,
    /// Which request speaks for this tab: taking the lead again ends the request before it, which is no loss of the lead.
    newest: Cell<u32>,
    leads: Cell<bool>,
    /// Gives the lock back.
    release: RefCell<Option<js_sys::Function>>,
    signs: Option<BroadcastChannel>,
    /// When the leader gave the last sign of life.
    heard: Cell<i64>,
    timer: RefCell<Option<IntervalHandle>>,
}

impl Lead {
    /// `tell` hears whether this tab leads, at every change. Where there are no locks every tab leads: a report too many
    /// is better than none.
    pub fn new(tell: impl Fn(bool) + 'static) -> Self {
        let signs = BroadcastChannel::new("tocsin-lead").ok();
        let contest = Rc::new(Contest {
            tell: Box::new(tell),
            newest: Cell::default(),
            leads: Cell::default(),
            release: RefCell::default(),
            signs,
            heard: Cell::default(),
            timer: RefCell::default(),
        });
        if let Some(signs) = &contest.signs {
            let contest = contest.clone();
            let hear = Closure::<dyn Fn()>::new(move || contest.heard.set(clock::mono()));
            signs.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
        }
        let this = Self(contest);
        let leaves = this.clone();
        let _forever = window_event_listener_untyped("pagehide", move |_| leaves.give_up());
        this
    }

    /// WebKit never finishes loading a page again that held a lock when it was left. A page that comes back takes the lead
    /// when it is shown.
    fn give_up(&self) {
        let Some(release) = self.0.release.take() else { return };
        self.led(self.0.newest.get(), false);
        self.0.newest.set(self.0.newest.get() + 1);
        let _ = release.call0(&JsValue::NULL);
    }

    /// Whether this tab leads.
    pub fn leads(&self) -> bool {
        self.0.leads.get()
    }

    /// Takes the lead now, whoever has it.
    pub fn take(&self) {
        self.watch();
        self.contend(true);
    }

    /// Takes the lead as soon as nobody has it. Whoever lost it waits already.
    pub fn wait(&self) {
        self.watch();
        if self.0.newest.get() == 0 {
            self.contend(false);
        }
    }

    /// There is nothing to lead any more.
    pub fn rest(&self) {
        if let Some(timer) = self.0.timer.take() {
            timer.clear();
        }
    }

    fn watch(&self) {
        self.0.heard.set(clock::mono());
        let mut timer = self.0.timer.borrow_mut();
        if timer.is_none() {
            let this = self.clone();
            *timer = set_interval_with_handle(move || this.give_or_miss_sign(), SIGN_EVERY).ok();
        }
    }

    fn give_or_miss_sign(&self) {
        let Some(signs) = &self.0.signs else { return };
        if self.leads() {
            // Only a closed channel refuses, and this one is never closed.
            let _ = signs.post_message(&JsValue::TRUE);
        } else if !document().hidden() && clock::mono() - self.0.heard.get() > QUIET_FOR {
            self.take();
        }
    }

    fn contend(&self, by_force: bool) {
        let mine = self.0.newest.get() + 1;
        self.0.newest.set(mine);
        let this = self.clone();
        // Resolved when the page is left: until then the lock is held, unless it is stolen.
        let hold = move || {
            this.led(mine, true);
            js_sys::Promise::new(&mut |release, _| {
                this.0.release.replace(Some(release));
            })
        };
        let Some(asked) = locks::request("tocsin-tracker", by_force, hold) else {
            self.led(mine, true);
            return;
        };
        let this = self.clone();
        spawn_local(async move {
            // It ends by being taken away, or as the page is left.
            let _ = JsFuture::from(asked).await;
            if this.led(mine, false) {
                this.contend(false);
            }
        });
    }

    /// Notes who leads, if the request that learned of it still speaks for this tab.
    fn led(&self, request: u32, leads: bool) -> bool {
        let counts = self.0.newest.get() == request;
        if counts {
            self.0.leads.set(leads);
            (self.0.tell)(leads);
        }
        counts
    }
}
