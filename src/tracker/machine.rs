//! The machine: when to report and when to ask the phone.

mod answers;
mod view;

pub use view::{Link, Place, Sent, View};

use super::event::{Command, Event, Now, Position, Snapshot};
use super::ladder::{Choice, Ladder};
use super::outbox::Outbox;
use std::sync::Arc;
use wire::callout::Callout;
use wire::location::{Gap, GapReason, LocationReport, NoFixReason, Reported};
use wire::time::Timestamp;

/// Before a report, the phone is asked this much earlier for a fresh position: a watch is silent while a person stands
/// still.
const ASK_AHEAD: i64 = 4_000;
/// A request without an answer for so long is given up.
const ANSWER_WITHIN: i64 = 8_000;
/// After one failure, one try goes between two reports.
const RETRY_AFTER: i64 = 2_000;
/// A silence from here on is told to the controller and shown to the resident.
const GAP_FROM: i64 = 25_000;
/// How many requests are remembered for an acknowledgement that comes late.
const FLIGHTS: usize = 8;

#[derive(Clone, Debug)]
struct Flight {
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
    closed: bool,
    ladder: Ladder,
    outbox: Outbox,
    next_beat: i64,
    asked_phone: bool,
    retry_at: Option<i64>,
    wants_first_good: bool,
    seq: u64,
    applied: u64,
    /// The request that is waited for.
    pending: Option<u64>,
    /// Requests whose answers may still come, the waited-for one last: also a late acknowledgement counts.
    flights: Vec<Flight>,
    reported: Option<Now>,
    gap: Option<Gap>,
    untold: Option<Gap>,
    link: Link,
    heard_at: Option<i64>,
    sent: Option<Sent>,
    saved: Snapshot,
}

impl Tracker {
    /// Begins to follow `callout`, in a visible page, with a report every `interval` milliseconds. The first
    /// [`Event::Shown`] (or [`Event::Hidden`]) sets it going.
    pub fn new(callout: Callout, interval: i64) -> Self {
        let saved = Snapshot { callout: callout.id, ..Snapshot::default() };
        Self {
            closed: callout.status.is_closed(),
            callout: Arc::new(callout),
            etag: None,
            interval,
            visible: false,
            online: true,
            leads: true,
            ladder: Ladder::default(),
            outbox: Outbox::default(),
            next_beat: 0,
            asked_phone: false,
            retry_at: None,
            wants_first_good: false,
            seq: 0,
            applied: 0,
            pending: None,
            flights: Vec::new(),
            reported: None,
            gap: None,
            untold: None,
            link: Link::Fine,
            heard_at: None,
            sent: None,
            saved,
        }
    }

    /// Whether the callout is closed: nothing more is reported or read.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// When [`Event::Woke`] is due, by the monotonic clock; `None` once the callout is closed.
    pub fn next_wake(&self) -> Option<i64> {
        if self.closed {
            return None;
        }
        let ask = (!self.asked_phone && self.visible && self.leads).then_some(self.next_beat - ASK_AHEAD);
        let give_up = self.waited_for().map(|flight| flight.since + ANSWER_WITHIN);
        [ask, give_up, self.retry_at].into_iter().flatten().chain([self.next_beat]).min()
    }

    /// Takes an event and answers with what is to be done, in order.
    pub fn handle(&mut self, now: Now, event: Event) -> Vec<Command> {
        let mut todo = Vec::new();
        if self.closed {
            return todo;
        }
        match event {
            Event::Woke => self.wake(now, &mut todo),
            Event::Fixed(position) => self.fixed(now, position, &mut todo),
            Event::NotFixed(reason) => self.ladder.not_found(reason),
            Event::Answered(seq, answer) => self.answered(now, seq, answer, &mut todo),
            Event::Shown => self.shown(now, &mut todo),
            Event::Hidden => self.visible = false,
            Event::Online(online) => self.network(now, online, &mut todo),
            Event::Leads(leads) => self.lead(now, leads, &mut todo),
            Event::Stored(snapshot) => self.restore(now, snapshot),
            Event::Refresh => self.poll(now, &mut todo),
        }
        self.save(&mut todo);
        todo
    }

    fn wake(&mut self, now: Now, todo: &mut Vec<Command>) {
        if self.waited_for().is_some_and(|flight| now.mono - flight.since >= ANSWER_WITHIN) {
            self.failed(now);
        }
        // Timers that come this late mean that the browser had stopped the page without a word.
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

    /// Asks for a fresh position where the watch brought no good one. After a denial the watch itself is dead.
    fn ask_phone(&self, todo: &mut Vec<Command>) {
        if self.ladder.trouble() == Some(NoFixReason::Denied) {
            todo.push(Command::Watch);
        } else if !self.ladder.has_good() {
            todo.push(Command::Locate);
        }
    }

    /// Keeps time: the next beat is due one interval after this one was due, not after it happened.
    fn beat(&mut self, now: Now, todo: &mut Vec<Command>) {
        self.next_beat += self.interval;
        if self.next_beat <= now.mono {
            self.next_beat = now.mono + self.interval;
        }
        self.asked_phone = false;
        self.report(now, todo);
    }

    /// Sends one report; a tab that does not lead only reads.
    fn report(&mut self, now: Now, todo: &mut Vec<Command>) {
        if !self.leads {
            return self.poll(now, todo);
        }
        let choice = self.ladder.choose(now, self.callout.location.is_some());
        if let Choice::New(position) = choice {
            self.outbox.add(position);
        }
        if self.visible {
            self.notice_gap(now, GapReason::Other("asleep".to_owned()), false);
            self.reported = Some(now);
        }
        let positions = match choice {
            _ if !self.outbox.waiting().is_empty() => self.outbox.waiting().to_vec(),
            Choice::Known(known) => vec![known],
            _ => Vec::new(),
        };
        let no_fix = match choice {
            Choice::Nothing(reason) if positions.is_empty() => Some(reason),
            _ => None,
        };
        let recorded_at = Some(Timestamp::from_millis(now.wall));
        let reported = match positions.as_slice() {
            [] => Reported::NoFix { reason: no_fix.unwrap_or(NoFixReason::Timeout), recorded_at },
            [one] => Reported::Fix(one.to_fix()),
            many => Reported::Fixes(many.iter().map(|position| position.to_fix()).collect()),
        };
        let gap = self.untold.clone();
        self.seq += 1;
        self.retry_at = None;
        let report = LocationReport { reported, gap: gap.clone() };
        todo.push(Command::Report(self.seq, self.callout.id, report, self.etag.clone()));
        self.wait_for(Flight { seq: self.seq, since: now.mono, positions, no_fix, gap });
    }

    fn wait_for(&mut self, flight: Flight) {
        if self.flights.len() == FLIGHTS {
            self.flights.remove(0);
        }
        self.pending = Some(flight.seq);
        self.flights.push(flight);
    }

    fn waited_for(&self) -> Option<&Flight> {
        self.flights.iter().find(|flight| Some(flight.seq) == self.pending)
    }

    /// Reads the callout beside the reports; its answer, or want of one, changes nothing of their rhythm.
    fn poll(&mut self, now: Now, todo: &mut Vec<Command>) {
        self.seq += 1;
        todo.push(Command::Poll(self.seq, self.callout.id, self.etag.clone()));
        if !self.leads {
            let (seq, since) = (self.seq, now.mono);
            self.wait_for(Flight { seq, since, positions: Vec::new(), no_fix: None, gap: None });
        }
    }

    fn fixed(&mut self, now: Now, mut position: Position, todo: &mut Vec<Command>) {
        // Some phones stamp positions by another clock; a place is as old as its callback then.
        if !(now.wall - 60_000..=now.wall + 1000).contains(&position.at) {
            position.at = now.wall;
        }
        let good = self.ladder.found(now, position);
        let first = good || self.callout.location.is_none() && self.ladder.known().is_none();
        if first && self.wants_first_good && self.leads && self.pending.is_none() {
            self.wants_first_good = !good;
            self.report(now, todo);
        }
    }

    /// The page is in front (again): everything starts as after a cold start, and one report goes at once.
    fn shown(&mut self, now: Now, todo: &mut Vec<Command>) {
        let reason = if self.visible { GapReason::Other("asleep".to_owned()) } else { GapReason::Hidden };
        self.visible = true;
        self.pending = None;
        self.notice_gap(now, reason, true);
        self.ladder.restart(now);
        self.wants_first_good = true;
        self.next_beat = now.mono + self.interval;
        self.asked_phone = false;
        todo.push(Command::Watch);
        let nothing_to_tell = self.untold.is_none()
            && self.outbox.waiting().is_empty()
            && self.ladder.known().is_none()
            && self.ladder.trouble().is_none();
        // The phone has not been asked yet: "no fix" would be true and help no one. Its first answer goes at once.
        if nothing_to_tell { self.poll(now, todo) } else { self.report(now, todo) }
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
            self.next_beat = now.mono + self.interval;
            self.report(now, todo);
        }
    }

    fn restore(&mut self, now: Now, snapshot: Snapshot) {
        if snapshot.callout != self.callout.id {
            return;
        }
        self.outbox.merge(snapshot.unsent);
        self.untold = self.untold.take().or(snapshot.gap);
        let Some(wall) = snapshot.reported_at.filter(|at| *at <= now.wall) else { return };
        let then = Now { wall, mono: now.mono - (now.wall - wall) };
        if self.reported.is_none_or(|reported| reported.mono < then.mono) {
            self.reported = Some(then);
            self.notice_gap(now, GapReason::Closed, true);
        }
    }
}
