//! Follows the open callout: executes the tracker's commands and reports events to it. It lives as long as the app,
//! on whichever page the resident is.
//!
//! Uses `GET /api/callouts?active=true`, `GET /api/callouts/{id}` and `POST /api/callouts/{id}/location`.

mod conversion;
mod saved_callout;
mod status;
mod visibility;

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wire::callout::Callout;
use wire::id::CalloutId;

use crate::api::{self, ApiError};
use crate::device::{
    clock, location::Locator, page, shell, tab_leader::TabLeader, tracker_store, wake_lock::WakeLock,
};
use crate::frame;
use crate::model::tracker::{Command, Event, Tracker};
use conversion::{now, position, reason};
pub use status::{Screen, Status};

/// The app's only follower.
#[derive(Clone)]
pub struct Follower {
    pub status: RwSignal<Status>,
    /// The screen to draw; it changes only when another one is needed.
    pub screen: RwSignal<Screen>,
    inner: Rc<RefCell<Inner>>,
    wake_lock: WakeLock,
}

#[derive(Default)]
struct Inner {
    tracker: Option<Tracker>,
    interval: i64,
    /// Nobody is signed in whose callouts could be followed.
    stopped: bool,
    timer: Option<Timeout>,
    locator: Option<Rc<Locator>>,
    leader: Option<TabLeader>,
    /// When the newest press was received, by the wall clock.
    received_at: i64,
}

impl Follower {
    /// Starts listening to the page and to the press, without following anything yet.
    pub fn start(interval_seconds: u32) -> Self {
        let this = Self {
            status: RwSignal::default(),
            screen: RwSignal::default(),
            inner: Rc::default(),
            wake_lock: WakeLock::default(),
        };
        this.inner.borrow_mut().interval = i64::from(interval_seconds) * 1000;
        let follower = this.clone();
        let locator = Locator::new(move |reading| {
            follower.dispatch(match reading {
                Ok(reading) => Event::Fixed(position(reading)),
                Err(missing) => Event::NotFixed(reason(missing)),
            });
        });
        let follower = this.clone();
        let leader =
            TabLeader::new(
                move |leads| {
                    if leads { follower.take_over() } else { follower.dispatch(Event::Leads(false)) }
                },
            );
        let mut inner = this.inner.borrow_mut();
        (inner.locator, inner.leader) = (Some(Rc::new(locator)), Some(leader));
        drop(inner);
        let follower = this.clone();
        page::listen(move |change| follower.page_changed(change));
        let follower = this.clone();
        // The press belongs to the shell; what matters here is that it reached the server.
        let _forever = window_event_listener_untyped(shell::PRESS_CHANGED, move |_| follower.press_changed());
        this
    }

    /// Follows callouts from now on, if there are any.
    pub fn wake(&self) {
        self.inner.borrow_mut().stopped = false;
        self.resume();
        self.refresh();
    }

    /// Sets the seconds between two reports, from the next callout on.
    pub fn set_interval(&self, seconds: u32) {
        self.inner.borrow_mut().interval = i64::from(seconds) * 1000;
    }

    /// Asks the server for open callouts, and follows the newest: the state outlives the page and the device.
    pub fn resume(&self) {
        if self.inner.borrow().stopped {
            return;
        }
        let this = self.clone();
        frame::work(async move {
            match api::list_active_callouts().await {
                Ok(open) => match open.into_iter().max_by_key(|callout| callout.id) {
                    Some(callout) => this.follow(callout),
                    None => this.clear_saved().await,
                },
                // The phone may know of one while the server cannot be asked.
                Err(_) if shell::received_press().is_some() => this.press_changed(),
                Err(ApiError::Offline | ApiError::Down(_)) => this.retry_later(),
                Err(_) => this.set_idle(),
            }
        });
    }

    /// No callout is open: what was saved of one that was closed meanwhile is deleted too.
    async fn clear_saved(&self) {
        self.set_idle();
        if self.current().is_none() {
            tracker_store::clear().await;
        }
    }

    /// There is nothing to follow; a callout that has just ended stays until it is dismissed.
    fn set_idle(&self) {
        if self.status.with_untracked(|status| matches!(status, Status::Loading)) {
            self.set(Status::Idle);
        }
    }

    /// Nobody is signed in: there is nothing to follow.
    pub fn rest(&self) {
        self.inner.borrow_mut().stopped = true;
        self.stop_tracking();
        self.set(Status::Idle);
    }

    /// The resident has read how it ended.
    pub fn dismiss_record(&self) {
        self.set(Status::Idle);
    }

    /// The person did something whose effect they want to see at once.
    pub fn refresh(&self) {
        self.dispatch(Event::Refresh);
    }

    /// The callout being followed.
    pub fn current(&self) -> Option<CalloutId> {
        self.inner.borrow().tracker.as_ref().map(|tracker| tracker.view().callout.id)
    }

    fn retry_later(&self) {
        let this = self.clone();
        Timeout::new(5_000, move || {
            if this.current().is_none() {
                this.resume()
            }
        })
        .forget();
    }

    fn press_changed(&self) {
        let Some(press) = shell::received_press() else { return };
        let id = CalloutId(press.callout);
        let known = std::mem::replace(&mut self.inner.borrow_mut().received_at, press.received_at);
        if self.current() == Some(id) && known != press.received_at {
            // Pressed again: the result is at the top of the page.
            window().scroll_to_with_x_and_y(0.0, 0.0);
            self.refresh();
        }
        if self.current().is_some_and(|current| current >= id) {
            return;
        }
        // Unknown fields have their defaults until a saved answer or the first response fills them in.
        let time = wire::time::Timestamp::from_millis(press.received_at);
        self.follow(Callout {
            id,
            created_at: time.clone(),
            logged_at: time,
            dispatch_required: true,
            unique_suppliers_in_range: vec![Default::default()],
            ..Callout::default()
        });
        self.recall(id);
    }

    fn follow(&self, callout: Callout) {
        let id = callout.id;
        if self.current().is_some_and(|current| current >= id) || callout.status.is_closed() {
            return;
        }
        let mut inner = self.inner.borrow_mut();
        inner.tracker = Some(Tracker::new(callout, inner.interval));
        drop(inner);
        self.show();
        if !page::is_online() {
            self.dispatch(Event::Online(false));
        }
        self.page_changed(page::visibility());
    }

    fn dispatch(&self, event: Event) {
        let mut inner = self.inner.borrow_mut();
        let Some(tracker) = inner.tracker.as_mut() else { return };
        let commands = tracker.handle(now(), event);
        drop(inner);
        for command in commands {
            self.execute(command);
        }
        self.show();
        self.set_timer();
    }

    fn execute(&self, command: Command) {
        let this = self.clone();
        match command {
            Command::Report(seq, id, report, etag) => frame::work(async move {
                this.record_answer(seq, id, api::create_location(id, &report, etag.as_deref()).await);
            }),
            Command::Poll(seq, id, etag) => frame::work(async move {
                this.record_answer(seq, id, api::get_callout(id, etag.as_deref()).await);
            }),
            Command::Locate => self.locate(Locator::request_once),
            Command::Watch => self.locate(Locator::watch),
            Command::Save(snapshot) => frame::work(async move {
                let text =
                    serde_json::to_string(&snapshot).expect("BUG: a snapshot that cannot be written as JSON");
                tracker_store::save(snapshot.callout.0, &text).await;
            }),
            Command::Finish => self.finish(),
        }
    }

    fn locate(&self, act: impl FnOnce(&Locator)) {
        // The phone may answer at once, and the handler borrows `inner` too.
        let locator = self.inner.borrow().locator.clone();
        if let Some(locator) = locator {
            act(&locator);
        }
    }

    fn finish(&self) {
        let view = self.inner.borrow().tracker.as_ref().map(Tracker::view);
        self.stop_tracking();
        let Some(view) = view else { return };
        let id = view.callout.id;
        shell::note_poll(id.0, view.callout.first_acknowledged_at.as_ref().map(|at| at.millis()), true);
        frame::work(async move { saved_callout::delete(id).await });
        self.set(Status::Ended(Box::new(view)));
        // A real press ends a test, also one made on another device.
        self.resume();
    }

    fn stop_tracking(&self) {
        self.locate(Locator::stop);
        self.with_leader(TabLeader::stop);
        self.wake_lock.release();
        let mut inner = self.inner.borrow_mut();
        inner.tracker = None;
        inner.timer = None;
        drop(inner);
        shell::set_tracking(false, false);
    }

    /// Draws what changed, and reports it to the shell, whose button and record depend on it.
    fn show(&self) {
        let Some(view) = self.inner.borrow().tracker.as_ref().map(Tracker::view) else { return };
        let callout = &view.callout;
        // A real press never counts as another press of a test.
        let open =
            !callout.status.is_over_for_resident() && !callout.cancelled_by_customer && !callout.is_test();
        shell::note_poll(callout.id.0, callout.first_acknowledged_at.as_ref().map(|at| at.millis()), false);
        shell::set_tracking(true, open);
        if callout.is_test() && callout.cancelled_by_customer {
            self.wake_lock.release();
        }
        self.set(Status::Following(Box::new(view)));
    }

    fn set(&self, status: Status) {
        let screen = Screen::of(&status);
        // The status first: a new screen reads it when it is drawn.
        self.status.set(status);
        if self.screen.get_untracked() != screen {
            self.screen.set(screen);
        }
    }

    fn set_timer(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.timer = inner.tracker.as_ref().and_then(Tracker::next_wake).map(|at| {
            let this = self.clone();
            let delay = u32::try_from((at - clock::mono()).max(0)).unwrap_or(u32::MAX);
            Timeout::new(delay, move || this.dispatch(Event::Woke))
        });
    }
}
