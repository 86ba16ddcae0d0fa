//! The state machine: when to report and when to ask the phone.

mod answers;
mod report;
mod silence;
mod view;

pub use view::{Link, Place, Sent, View};

use super::event::{Command, Event, Now, Position, Snapshot};
use super::ladder::Ladder;
use super::outbox::Outbox;
use std::sync::Arc;
use wire::callout::Callout;
use wire::location::{Gap, NoFixReason};
use wire::stamp;

/// How long before a report the phone is asked for a fresh position: a watch is silent while a person stands still.
const ASK_AHEAD: i64 = 4_000;
/// A request without a response for this long is abandoned.
const ANSWER_WITHIN: i64 = 8_000;
/// After one failure, there is one retry between two reports.
const RETRY_AFTER: i64 = 2_000;

#[derive(Clone, Debug)]
struct SentRequest {
    seq: u64,
    since: i64,
    positions: Vec<Position>,
    no_fix: Option<NoFixReason>,
    gap: Option<Gap>,
}

/// Follows one callout from the press to the close.
#[derive(Clone, Debug)]
pub struct Tracker {
    callout: Arc<Callout>,
    etag: Option<String>,
    interval: i64,
    visible: bool,
    online: bool,
    leads: bool,
    has_led: bool,
    closed: bool,
    ladder: Ladder,
    outbox: Outbox,
    next_beat: i64,
    asked_phone: bool,
    retry_at: Option<i64>,
    /// No accurate position was reported since the page became visible; the first one is sent at once.
    wants_first_good: bool,
    /// Nothing was reported since the page became visible; a first "no fix" is sent at once too.
    owes_report: bool,
    seq: u64,
    applied: u64,
    /// The request being waited for.
    pending: Option<u64>,
    /// Requests that may still be answered, the awaited one last: a late acknowledgement counts too.
    requests: Vec<SentRequest>,
    /// When the last report was made with the page visible.
    reported: Option<Now>,
    /// Until when the server knows everything, or will with `untold`, by the monotonic clock.
    acknowledged: Option<i64>,
    gap: Option<Gap>,
    untold: Option<Gap>,
    link: Link,
    sent: Option<Sent>,
    saved: Snapshot,
}

impl Tracker {
    /// Starts following `callout` with a report every `interval` milliseconds. The first [`Event::Shown`] (or
    /// [`Event::Hidden`]) starts it; until [`Event::Leads`] it only reads.
    pub fn new(callout: Callout, interval: i64) -> Self {
        let saved = Snapshot { callout: callout.id, ..Snapshot::default() };
        Self {
            closed: callout.status.is_closed(),
            callout: Arc::new(callout),
            etag: None,
            interval,
            visible: false,
            online: true,
            leads: false,
            has_led: false,
            ladder: Ladder::default(),
            outbox: Outbox::default(),
            next_beat: 0,
            asked_phone: false,
            retry_at: None,
            wants_first_good: false,
            owes_report: false,
            seq: 0,
            applied: 0,
            pending: None,
            requests: Vec::new(),
            reported: None,
            acknowledged: None,
            gap: None,
            untold: None,
            link: Link::Fine,
            sent: None,
            saved,
        }
    }

    /// Whether the callout is closed: nothing more is reported or read.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Whether this tab reports for the resident.
    pub fn leads(&self) -> bool {
        self.leads
    }

    /// When [`Event::Woke`] is due, by the monotonic clock; `None` once the callout is closed.
    pub fn next_wake(&self) -> Option<i64> {
        if self.closed {
            return None;
        }
        let ask = (!self.asked_phone && self.visible && self.leads).then_some(self.next_beat - ASK_AHEAD);
        let give_up = self.waited_for().map(|request| request.since + ANSWER_WITHIN);
        [ask, give_up, self.retry_at].into_iter().flatten().chain([self.next_beat]).min()
    }

    /// Handles an event; returns the commands in order.
    pub fn handle(&mut self, now: Now, event: Event) -> Vec<Command> {
        let mut todo = Vec::new();
        if self.closed {
            return todo;
        }
        match event {
            Event::Woke => self.wake(now, &mut todo),
            Event::Fixed(position) => self.fixed(now, position),
            Event::NotFixed(reason) => self.ladder.not_found(reason),
            Event::Answered(seq, answer) => self.answered(now, seq, answer, &mut todo),
            Event::Shown => self.shown(now, &mut todo),
            Event::Hidden => self.visible = false,
            Event::Online(online) => self.network(now, online, &mut todo),
            Event::Leads(leads) => self.lead(now, leads, &mut todo),
            Event::Stored(snapshot) => self.restore(now, snapshot),
            Event::Recalled(callout) => self.recall(callout),
            Event::Refresh => self.poll(now, &mut todo),
        }
        self.tell_first_news(now, &mut todo);
        self.save(now, &mut todo);
        todo
    }

    fn wake(&mut self, now: Now, todo: &mut Vec<Command>) {
        if self.waited_for().is_some_and(|request| now.mono - request.since >= ANSWER_WITHIN) {
            self.failed(now);
        }
        // Timers this late mean that the browser had suspended the page silently.
        if now.mono - self.next_beat >= self.interval {
            return if self.visible { self.shown(now, todo) } else { self.beat(now, todo) };
        }
        if now.mono >= self.next_beat {
            return self.beat(now, todo);
        }
        if !self.asked_phone && self.visible && self.leads && now.mono >= self.next_beat - ASK_AHEAD {
            self.asked_phone = true;
            self.ask_phone(todo);
        }
        if self.retry_at.is_some_and(|at| now.mono >= at) {
            self.retry_at = None;
            self.report(now, todo);
        }
    }

    /// Asks for a fresh position where the watch brought no accurate one. After a denial the watch itself is dead.
    fn ask_phone(&self, todo: &mut Vec<Command>) {
        if self.ladder.trouble() == Some(NoFixReason::Denied) {
            todo.push(Command::Watch);
        } else if !self.ladder.has_good() {
            todo.push(Command::Locate);
        }
    }

    /// Keeps the rhythm: the next heartbeat is due one interval after this one was due, not after it happened.
    fn beat(&mut self, now: Now, todo: &mut Vec<Command>) {
        self.next_beat += self.interval;
        if self.next_beat <= now.mono {
            self.next_beat = now.mono + self.interval;
        }
        self.asked_phone = false;
        self.report(now, todo);
    }

    fn fixed(&mut self, now: Now, mut position: Position) {
        position.at = stamp::found_at(position.at as f64, now.wall);
        self.ladder.found(now, position);
    }

    /// The first position or error after the page became visible does not wait for the next heartbeat.
    fn tell_first_news(&mut self, now: Now, todo: &mut Vec<Command>) {
        if !self.leads || self.closed || self.pending.is_some() {
            return;
        }
        let good = self.ladder.has_good();
        let any_place = || {
            self.callout.location.is_none() && self.ladder.known().is_none() && self.ladder.newest().is_some()
        };
        let place = self.wants_first_good && (good || any_place());
        if place || self.owes_report && self.ladder.trouble().is_some() {
            self.wants_first_good &= !good;
            self.report(now, todo);
        }
    }

    /// The page is visible (again): everything starts as after a cold start.
    fn shown(&mut self, now: Now, todo: &mut Vec<Command>) {
        if self.leads {
            self.notice_sleep(now);
        }
        self.visible = true;
        self.pending = None;
        self.ladder.restart(now);
        self.wants_first_good = true;
        todo.push(Command::Watch);
        self.begin(now, todo);
    }

    /// One report is sent at once; what is unknown follows as soon as it is known.
    fn begin(&mut self, now: Now, todo: &mut Vec<Command>) {
        self.next_beat = now.mono + self.interval;
        self.asked_phone = false;
        if self.leads {
            // From here on a silence belongs to this tab.
            self.reported.get_or_insert(now);
            self.acknowledged.get_or_insert(now.mono);
        }
        // The phone has not been asked yet: "no fix" would be true and help no one.
        self.owes_report = self.untold.is_none()
            && self.outbox.waiting().is_empty()
            && self.ladder.known().is_none()
            && self.ladder.trouble().is_none();
        if !self.owes_report {
            self.report(now, todo);
        } else if self.pending.is_none() {
            self.poll(now, todo);
        }
    }

    fn network(&mut self, now: Now, online: bool, todo: &mut Vec<Command>) {
        let came_back = online && !self.online;
        self.online = online;
        if came_back {
            self.report(now, todo);
        }
    }

    fn lead(&mut self, now: Now, leads: bool, todo: &mut Vec<Command>) {
        let took_over = leads && !self.leads;
        self.leads = leads;
        if took_over {
            self.notice_absence(now);
            self.has_led = true;
            self.begin(now, todo);
        } else if !leads {
            self.set_aside();
        }
    }

    fn restore(&mut self, now: Now, snapshot: Snapshot) {
        if snapshot.callout != self.callout.id {
            return;
        }
        if !self.leads {
            // It is all newer than what this tab once read.
            self.set_aside();
        }
        self.outbox.merge(snapshot.unsent);
        self.untold = self.untold.take().or(snapshot.gap);
        self.acknowledged = self.acknowledged.or(snapshot.heard_at.map(|at| now.mono - (now.wall - at)));
        if let Some(at) = snapshot.reported_at.filter(|at| !self.leads && *at <= now.wall) {
            let mono = now.mono - (now.wall - at);
            self.ladder.forget_until(mono);
            // This tab's own last report is known by both clocks; another tab's only by the wall clock.
            if self.reported.is_none_or(|reported| reported.wall != at) {
                self.reported = Some(Now { wall: at, mono });
            }
        }
    }

    /// Unsent positions are in the store for the next leader. A second copy here would be sent again later.
    fn set_aside(&mut self) {
        self.outbox.leave();
        (self.untold, self.acknowledged) = (None, None);
    }
}
