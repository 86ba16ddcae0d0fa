//! What an answer, or the want of one, means to the machine, and what a silence was.

use std::sync::Arc;

use super::{Flight, GAP_FROM, Link, RETRY_AFTER, Sent, Tracker};
use crate::tracker::event::{Answer, Command, Now, Snapshot};
use crate::tracker::outbox::Outbox;
use wire::location::{Gap, GapReason};
use wire::time::Timestamp;

impl Tracker {
    /// Notes a silence since the last report that was made with the page in front. A machine that slept may have
    /// stopped the monotonic clock too, so after a resume the wall clock counts if it tells of more; at other times it
    /// does not, since somebody may have set it.
    pub(super) fn notice_gap(&mut self, now: Now, reason: GapReason, resumed: bool) {
        let Some(then) = self.reported else { return };
        let mut silent = now.mono - then.mono;
        if resumed {
            silent = silent.max(now.wall - then.wall);
        }
        if silent < GAP_FROM {
            return;
        }
        self.reported = Some(now);
        let mut from = Timestamp::from_millis(now.wall - silent);
        if let Some(untold) = self.untold.take() {
            from = from.min(untold.from);
        }
        let gap = Gap { from, to: Timestamp::from_millis(now.wall), reason };
        self.gap = Some(gap.clone());
        self.untold = Some(gap);
    }

    pub(super) fn answered(&mut self, now: Now, seq: u64, answer: Answer, todo: &mut Vec<Command>) {
        let flight =
            self.flights.iter().position(|flight| flight.seq == seq).map(|at| self.flights.remove(at));
        let waited_for = self.pending.take_if(|pending| *pending == seq).is_some();
        match answer {
            Answer::Fresh(callout, etag) => {
                self.acknowledged(now, flight);
                // An older answer that comes late must not turn the screen back.
                if seq > self.applied && callout.id == self.callout.id {
                    self.applied = seq;
                    self.etag = etag;
                    self.callout = Arc::from(callout);
                    self.finish_if_closed(todo);
                }
            }
            Answer::Unchanged => self.acknowledged(now, flight),
            Answer::SignedOut => self.link = Link::SignedOut,
            Answer::Refused(why) => {
                // What the server will never take must not stand in the way of what it would.
                self.outbox.drop_sent(&flight.map(|flight| flight.positions).unwrap_or_default());
                self.untold = None;
                self.link = Link::Refused(why);
            }
            Answer::Failed if waited_for => self.failed(now),
            Answer::Failed => {}
        }
        if self.wants_first_good
            && self.leads
            && self.pending.is_none()
            && self.ladder.has_good()
            && !self.closed
        {
            self.wants_first_good = false;
            self.report(now, todo);
        }
    }

    fn acknowledged(&mut self, now: Now, flight: Option<Flight>) {
        self.link = Link::Fine;
        self.heard_at = Some(now.wall);
        let Some(flight) = flight else { return };
        self.outbox.drop_sent(&flight.positions);
        if flight.gap.is_some() && self.untold == flight.gap {
            self.untold = None;
        }
        self.sent = match (flight.positions.last(), flight.no_fix) {
            (Some(last), _) => Some(Sent::Position(last.accuracy, last.at, now.wall)),
            (None, Some(reason)) => Some(Sent::NoFix(reason, now.wall)),
            (None, None) => self.sent,
        };
    }

    pub(super) fn failed(&mut self, now: Now) {
        self.pending = None;
        if matches!(self.link, Link::Trying(_)) {
            return;
        }
        self.link = Link::Trying(now.wall);
        self.retry_at = Some(now.mono + RETRY_AFTER).filter(|at| *at < self.next_beat);
    }

    fn finish_if_closed(&mut self, todo: &mut Vec<Command>) {
        if self.callout.status.is_closed() {
            self.closed = true;
            self.outbox = Outbox::default();
            todo.push(Command::Finish);
        }
    }

    pub(super) fn save(&mut self, todo: &mut Vec<Command>) {
        let snapshot = Snapshot {
            callout: self.callout.id,
            reported_at: self.reported.map(|reported| reported.wall),
            unsent: self.outbox.waiting().to_vec(),
            gap: self.untold.clone(),
        };
        if !self.closed && snapshot != self.saved {
            self.saved = snapshot.clone();
            todo.push(Command::Save(snapshot));
        }
    }
}
