//! Silences: detected when they are over, reported once to the controller, and shown to the resident.

use super::{Link, Tracker};
use crate::model::tracker::event::Now;
use wire::location::{Gap, GapReason};
use wire::time::Timestamp;

/// A silence this long is reported.
const GAP_FROM: i64 = 25_000;

impl Tracker {
    /// A report was made with the page visible.
    pub(super) fn note_report(&mut self, now: Now) {
        if self.visible {
            let silent = self.reported.map_or(0, |then| now.mono - then.mono);
            self.note_gap(now, silent, GapReason::Other("asleep".to_owned()));
            self.reported = Some(now);
        }
    }

    /// Timers were so late that the page must have been suspended, visible or hidden.
    pub(super) fn notice_sleep(&mut self, now: Now) {
        let reason = if self.visible { GapReason::Other("asleep".to_owned()) } else { GapReason::Hidden };
        self.note_absence(now, reason);
    }

    /// This tab reports for the resident now: again, after another tab, or after a reload.
    pub(super) fn notice_absence(&mut self, now: Now) {
        if self.visible {
            self.note_absence(now, if self.has_led { GapReason::Hidden } else { GapReason::Closed });
        }
    }

    /// A device that slept may have stopped the monotonic clock too, so the wall clock counts here if it shows more;
    /// at other times it does not, since it may have been set.
    fn note_absence(&mut self, now: Now, reason: GapReason) {
        if let Some(then) = self.reported {
            self.note_gap(now, (now.mono - then.mono).max(now.wall - then.wall), reason);
        }
    }

    /// Reports are sent and none is acknowledged. Positions found meanwhile are sent later; after the newest of them
    /// it is a gap.
    pub(super) fn notice_deafness(&mut self, now: Now) {
        let Some(then) = self.acknowledged.filter(|_| self.visible) else { return };
        let found = self.outbox.waiting().last().map_or(then, |position| now.mono - (now.wall - position.at));
        let reason = match self.link {
            Link::SignedOut => GapReason::Other("signed out".to_owned()),
            _ => GapReason::Offline,
        };
        self.note_gap(now, now.mono - then.max(found), reason);
        // It grows until there is a response.
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
