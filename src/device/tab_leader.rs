//! Elects the tab that reports for the resident: the tab that came to the front last. It steals the Web Lock, because
//! a frozen tab never releases it; other tabs queue for the lock.
//!
//! Of two visible windows one may hang, so the leader sends a heartbeat every second, and a visible tab takes over
//! after three seconds without one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{IntervalHandle, document, set_interval_with_handle, window_event_listener_untyped};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::BroadcastChannel;

use super::{clock, locks};

const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(1);
const LEADER_TIMEOUT_MS: i64 = 3_000;

/// The leader election among the tabs of one browser.
#[derive(Clone)]
pub struct TabLeader(Rc<Inner>);

struct Inner {
    on_change: Box<dyn Fn(bool)>,
    /// The number of the newest lock request. Taking the lock again ends the previous request, which is no loss of
    /// the lead.
    latest_request: Cell<u32>,
    is_leader: Cell<bool>,
    release: RefCell<Option<js_sys::Function>>,
    heartbeats: Option<BroadcastChannel>,
    /// When the leader sent its last heartbeat.
    heartbeat_at: Cell<i64>,
    timer: RefCell<Option<IntervalHandle>>,
}

impl TabLeader {
    /// `on_change` is called with whether this tab leads. Without Web Locks every tab leads: a duplicate report is
    /// better than none.
    pub fn new(on_change: impl Fn(bool) + 'static) -> Self {
        let heartbeats = BroadcastChannel::new("tocsin-lead").ok();
        let inner = Rc::new(Inner {
            on_change: Box::new(on_change),
            latest_request: Cell::default(),
            is_leader: Cell::default(),
            release: RefCell::default(),
            heartbeats,
            heartbeat_at: Cell::default(),
            timer: RefCell::default(),
        });
        if let Some(heartbeats) = &inner.heartbeats {
            let inner = inner.clone();
            let receive = Closure::<dyn Fn()>::new(move || inner.heartbeat_at.set(clock::mono()));
            heartbeats.set_onmessage(Some(receive.into_js_value().unchecked_ref()));
        }
        let this = Self(inner);
        let leaving = this.clone();
        let _forever = window_event_listener_untyped("pagehide", move |_| leaving.resign());
        this
    }

    /// WebKit never finishes reloading a page that held a lock when it was left. A page that comes back takes the
    /// lead when it is shown.
    fn resign(&self) {
        let Some(release) = self.0.release.take() else { return };
        self.set_leader(self.0.latest_request.get(), false);
        self.0.latest_request.set(self.0.latest_request.get() + 1);
        let _ = release.call0(&JsValue::NULL);
    }

    /// Whether this tab leads.
    pub fn is_leader(&self) -> bool {
        self.0.is_leader.get()
    }

    /// Takes the lead now, even from another tab.
    pub fn take_over(&self) {
        self.start_heartbeat();
        self.request_lock(true);
    }

    /// Queues for the lead, unless a request is queued already.
    pub fn queue(&self) {
        self.start_heartbeat();
        if self.0.latest_request.get() == 0 {
            self.request_lock(false);
        }
    }

    /// Stops the heartbeat: there is nothing to report.
    pub fn stop(&self) {
        if let Some(timer) = self.0.timer.take() {
            timer.clear();
        }
    }

    fn start_heartbeat(&self) {
        self.0.heartbeat_at.set(clock::mono());
        let mut timer = self.0.timer.borrow_mut();
        if timer.is_none() {
            let this = self.clone();
            *timer =
                set_interval_with_handle(move || this.send_or_check_heartbeat(), HEARTBEAT_INTERVAL).ok();
        }
    }

    fn send_or_check_heartbeat(&self) {
        let Some(heartbeats) = &self.0.heartbeats else { return };
        if self.is_leader() {
            // Only a closed channel refuses, and this one is never closed.
            let _ = heartbeats.post_message(&JsValue::TRUE);
        } else if !document().hidden() && clock::mono() - self.0.heartbeat_at.get() > LEADER_TIMEOUT_MS {
            self.take_over();
        }
    }

    fn request_lock(&self, by_force: bool) {
        let number = self.0.latest_request.get() + 1;
        self.0.latest_request.set(number);
        let this = self.clone();
        // Resolved when the page is left: until then the lock is held, unless it is stolen.
        let hold = move || {
            this.set_leader(number, true);
            js_sys::Promise::new(&mut |release, _| {
                this.0.release.replace(Some(release));
            })
        };
        let Some(request) = locks::request("tocsin-tracker", by_force, hold) else {
            self.set_leader(number, true);
            return;
        };
        let this = self.clone();
        spawn_local(async move {
            // Ends when the lock is stolen or the page is left.
            let _ = JsFuture::from(request).await;
            if this.set_leader(number, false) {
                this.request_lock(false);
            }
        });
    }

    /// Records whether this tab leads, if the request is still the newest. Returns whether it is.
    fn set_leader(&self, request: u32, is_leader: bool) -> bool {
        let is_current = self.0.latest_request.get() == request;
        if is_current {
            self.0.is_leader.set(is_leader);
            (self.0.on_change)(is_leader);
        }
        is_current
    }
}
