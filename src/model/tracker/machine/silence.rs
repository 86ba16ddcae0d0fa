//! Silences: noticed when they are over, told once to the controller, and shown to the resident.

use super::{Link, Tracker};
use crate::model::tracker::event::Now;
use wire::location::{Gap, GapReason};
use wire::time::Timestamp;

/// A silence from here on is told.
const GAP_FROM: i64 = 25_000;

impl Tracker {
    /// A report was made with the page in front.
    pub(super) fn note_report(&mut self, now: Now) {
        if self.visible {
            let silent = self.reported.map_or(0, |then| now.mono - then.mono);
            self.note_gap(now, silent, GapReason::Other("asleep".to_owned()));
            self.reported = Some(now);
        }
    }

    /// Timers came so late that the page must have slept, in front or behind.
    pub(super) fn notice_sleep(&mut self, now: Now) {
        let reason = if self.visible { GapReason::Other("asleep".to_owned()) } else { GapReason::Hidden };
        self.note_absence(now, reason);
    }

    /// This tab speaks for the resident, again or after another one, or after it was loaded again.
    pub(super) fn notice_absence(&mut self, now: Now) {
        if self.visible {
            self.note_absence(now, if self.has_led { GapReason::Hidden } else { GapReason::Closed });
        }
    }

    /// A machine that slept may have stopped the monotonic clock too, so the wall clock counts here if it tells of more;
    /// at other times it does not, since somebody may have set it.
    fn note_absence(&mut self, now: Now, reason: GapReason) {
        if let Some(then) = self.reported {
            self.note_gap(now, (now.mono - then.mono).max(now.wall - then.wall), reason);
        }
    }

    /// Reports go out and none is acknowledged. What was found meanwhile is told later; from the newest of it on it is a gap.
    pub(super) fn notice_deafness(&mut self, now: Now) {
        let Some(then) = self.acknowledged.filter(|_| self.visible) else { return };
        let found = self.outbox.waiting().last().map_or(then, |position| now.mono - (now.wall - position.at));
        let reason = match self.link {
            Link::SignedOut => GapReason::Other("signed out".to_owned()),
            _ => GapReason::Offline,
        };
        self.note_gap(now, now.mono - then.max(found), reason);
        // It goes on, and grows, until there is an answer.
        self.acknowledged = Some(then);
    }

    fn note_gap(&mut self, now: Now, silent: i64, reason: GapReason) {
        if silent < GAP_FROM {
            return;
        }
        self.reported = Some(now);
        let heard = self.acknowledged.replace(now.mono).filter(|_| self.outbox.waiting().is_empty());
        let silent = heard.map_or(silent, |then| silent.max(now.mono - then));
        let mut from = Timestamp::from_millis(now.wall - silent);
        if let Some(untold) = self.untold.take() {
            from = from.min(untold.from);
        }
        let gap = Gap { from, to: Timestamp::from_millis(now.wall), reason };
        self.gap = Some(gap.clone());
        self.untold = Some(gap);
    }
}
