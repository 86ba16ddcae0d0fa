//! What a response, or its absence, means to the tracker.

use std::sync::Arc;

use wire::callout::Callout;

use super::{Link, RETRY_AFTER, Sent, SentRequest, Tracker};
use crate::model::tracker::event::{Answer, Command, Now, Snapshot};
use crate::model::tracker::outbox::Outbox;

impl Tracker {
    pub(super) fn answered(&mut self, now: Now, seq: u64, answer: Answer, todo: &mut Vec<Command>) {
        let request =
            self.requests.iter().position(|request| request.seq == seq).map(|at| self.requests.remove(at));
        let waited_for = self.pending.take_if(|pending| *pending == seq).is_some();
        match answer {
            Answer::Fresh(callout, etag) => {
                self.take_receipt(now, request);
                // A late response to an older request must not turn the screen back.
                if seq > self.applied && callout.id == self.callout.id {
                    self.applied = seq;
                    self.etag = etag;
                    self.callout = Arc::from(callout);
                    self.finish_if_closed(todo);
                }
            }
            Answer::Unchanged => self.take_receipt(now, request),
            Answer::SignedOut => self.link = Link::SignedOut,
            Answer::Refused(why) => {
                // What the server will never accept must not block what it would.
                let positions = request.map(|request| request.positions).unwrap_or_default();
                if positions.is_empty() {
                    self.untold = None;
                }
                self.outbox.drop_sent(&positions);
                self.link = Link::Refused(why);
            }
            Answer::Failed if waited_for => self.failed(now),
            Answer::Failed => {}
        }
    }

    /// A saved callout is older than any response, and better than the little that a press tells.
    pub(super) fn recall(&mut self, callout: Box<Callout>) {
        if self.applied == 0 && callout.id == self.callout.id && !callout.status.is_closed() {
            self.callout = Arc::from(callout);
        }
    }

    fn take_receipt(&mut self, now: Now, request: Option<SentRequest>) {
        self.link = Link::Fine;
        let Some(request) = request else { return };
        self.outbox.drop_sent(&request.positions);
        if request.no_fix.is_some() || !request.positions.is_empty() {
            self.acknowledged = Some(now.mono);
        }
        if request.gap.is_some() && self.untold == request.gap {
            self.untold = None;
        }
        self.sent = match (request.positions.last(), request.no_fix) {
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

    pub(super) fn save(&mut self, now: Now, todo: &mut Vec<Command>) {
        let snapshot = Snapshot {
            callout: self.callout.id,
            reported_at: self.reported.map(|reported| reported.wall),
            heard_at: self.acknowledged.map(|mono| now.wall - (now.mono - mono)),
            unsent: self.outbox.waiting().to_vec(),
            gap: self.untold.clone(),
        };
        // One writer: a tab that does not lead knows less than the leader.
        if self.leads && !self.closed && snapshot != self.saved {
            self.saved = snapshot.clone();
            todo.push(Command::Save(snapshot));
        }
    }
}
