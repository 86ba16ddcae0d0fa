//! Requests: a report, or a poll alone.

use super::{SentRequest, Tracker};
use crate::model::tracker::event::{Command, Now, Position};
use crate::model::tracker::ladder::Choice;
use wire::location::{LocationReport, NoFixReason, ReportContent};
use wire::time::Timestamp;

/// The requests remembered for a late acknowledgement.
const MAX_REQUESTS: usize = 8;

impl Tracker {
    /// Sends a report; a tab that does not lead only polls.
    pub(super) fn report(&mut self, now: Now, todo: &mut Vec<Command>) {
        if !self.leads {
            return self.poll(now, todo);
        }
        self.owes_report = false;
        let choice = self.ladder.choose(now, self.callout.location.is_some());
        if let Choice::New(position) = choice {
            self.outbox.add(position);
        }
        self.notice_deafness(now);
        self.note_report(now);
        let positions = match choice {
            _ if !self.outbox.waiting().is_empty() => self.outbox.waiting().to_vec(),
            Choice::New(position) | Choice::Known(position) => vec![position],
            Choice::Nothing(_) => Vec::new(),
        };
        let no_fix = match choice {
            Choice::Nothing(reason) if positions.is_empty() => Some(reason),
            _ => None,
        };
        let gap = self.untold.clone();
        self.seq += 1;
        self.retry_at = None;
        let report = LocationReport {
            reported: reported(&positions, no_fix, now),
            gap: gap.clone(),
            sent_at: Some(Timestamp::from_millis(now.wall)),
        };
        todo.push(Command::Report(self.seq, self.callout.id, report, self.etag.clone()));
        self.wait_for(SentRequest { seq: self.seq, since: now.mono, positions, no_fix, gap });
    }

    /// Polls beside the reports; its result does not change their rhythm.
    pub(super) fn poll(&mut self, now: Now, todo: &mut Vec<Command>) {
        self.seq += 1;
        todo.push(Command::Poll(self.seq, self.callout.id, self.etag.clone()));
        if !self.leads {
            let (seq, since) = (self.seq, now.mono);
            self.wait_for(SentRequest { seq, since, positions: Vec::new(), no_fix: None, gap: None });
        }
    }

    /// The request being waited for.
    pub(super) fn waited_for(&self) -> Option<&SentRequest> {
        self.requests.iter().find(|request| Some(request.seq) == self.pending)
    }

    fn wait_for(&mut self, request: SentRequest) {
        if self.requests.len() == MAX_REQUESTS {
            self.requests.remove(0);
        }
        self.pending = Some(request.seq);
        self.requests.push(request);
    }
}

fn reported(positions: &[Position], no_fix: Option<NoFixReason>, now: Now) -> ReportContent {
    match positions {
        [] => ReportContent::NoFix {
            reason: no_fix.unwrap_or(NoFixReason::Timeout),
            recorded_at: Some(Timestamp::from_millis(now.wall)),
        },
        [one] => ReportContent::Fix(one.to_fix()),
        many => ReportContent::Fixes(many.iter().map(|position| position.to_fix()).collect()),
    }
}
