//! What is new in the queue since it was last read. Each news is announced once.

use std::collections::HashMap;

use wire::control::ControlCallout;
use wire::id::CalloutId;

use super::freshness::{HeartbeatAge, callout_heartbeat_age};
use super::watch::{is_real, is_waiting};

/// Something a controller must know now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// A new real alarm.
    Raised(CalloutId),
    /// A resident pressed again.
    PressedAgain(CalloutId),
    /// A resident's phone has missed six heartbeats.
    Silent(CalloutId),
}

/// When the queue is read, and how often a phone reports.
#[derive(Clone, Copy, Debug)]
pub struct ReadTime {
    pub now: i64,
    /// Seconds between two reports.
    pub seconds: u32,
}

/// The urgency of each real callout at the last reading, and whether its phone was silent; none before the first
/// reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueSnapshot(Option<HashMap<CalloutId, (i64, bool)>>);

impl QueueSnapshot {
    /// The snapshot of `queue`.
    pub fn of(queue: &[ControlCallout], read_time: ReadTime) -> Self {
        let real = queue.iter().filter(|control| is_real(control));
        Self(Some(
            real.map(|control| (control.callout.id, (control.urgency, is_silent(control, read_time))))
                .collect(),
        ))
    }

    /// The most urgent news in `queue`. Callouts of the first reading are no news.
    pub fn news(&self, queue: &[ControlCallout], read_time: ReadTime) -> Option<News> {
        let snapshot = self.0.as_ref()?;
        let before = |control: &ControlCallout| snapshot.get(&control.callout.id).copied();
        let newest = |is_new: &dyn Fn(&ControlCallout) -> bool| {
            queue.iter().filter(|control| is_new(control)).map(|control| control.callout.id).max()
        };
        let raised = newest(&|control| is_waiting(control) && before(control).is_none());
        let again = newest(&|control| before(control).is_some_and(|(urgency, _)| control.urgency > urgency));
        let silent = newest(&|control| {
            before(control).is_some_and(|(_, silent)| !silent) && is_silent(control, read_time)
        });
        raised.map(News::Raised).or(again.map(News::PressedAgain)).or(silent.map(News::Silent))
    }
}

fn is_silent(control: &ControlCallout, read_time: ReadTime) -> bool {
    callout_heartbeat_age(control, read_time.now, read_time.seconds) == HeartbeatAge::Silent
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::callout::Callout;
    use wire::time::Timestamp;

    const NOW: ReadTime = ReadTime { now: 1_000_000, seconds: 10 };

    fn callout(id: i64, urgency: i64) -> ControlCallout {
        let callout = Callout { id: CalloutId(id), ..Callout::default() };
        let heartbeat_age = Some(Timestamp::from_millis(NOW.now - 5_000));
        ControlCallout { callout, urgency, last_heard_at: heartbeat_age, ..ControlCallout::default() }
    }

    #[test]
    fn callouts_of_the_first_reading_are_no_news() {
        assert_eq!(QueueSnapshot::default().news(&[callout(1, 0)], NOW), None);
    }

    #[test]
    fn a_new_alarm_is_announced_once() {
        let (before, after) = ([callout(1, 0)], [callout(1, 0), callout(2, 0)]);
        assert_eq!(QueueSnapshot::of(&before, NOW).news(&after, NOW), Some(News::Raised(CalloutId(2))));
        assert_eq!(QueueSnapshot::of(&after, NOW).news(&after, NOW), None);
        assert_eq!(QueueSnapshot::of(&after, NOW).news(&before, NOW), None, "a closed one is no news");
    }

    #[test]
    fn a_further_press_is_announced_after_a_new_alarm() {
        let before = [callout(1, 0)];
        assert_eq!(
            QueueSnapshot::of(&before, NOW).news(&[callout(1, 1)], NOW),
            Some(News::PressedAgain(CalloutId(1)))
        );
        let both = [callout(1, 1), callout(2, 0)];
        assert_eq!(QueueSnapshot::of(&before, NOW).news(&both, NOW), Some(News::Raised(CalloutId(2))));
    }

    #[test]
    fn a_phone_that_misses_six_heartbeats_is_announced_once() {
        let queue = [callout(1, 0)];
        let later = |seconds: i64| ReadTime { now: NOW.now + seconds * 1000, ..NOW };
        let snapshot = QueueSnapshot::of(&queue, NOW);
        assert_eq!(snapshot.news(&queue, later(50)), None);
        assert_eq!(snapshot.news(&queue, later(55)), Some(News::Silent(CalloutId(1))));
        assert_eq!(QueueSnapshot::of(&queue, later(55)).news(&queue, later(70)), None);
    }

    #[test]
    fn a_drill_is_no_news() {
        let mut drill = callout(2, 0);
        drill.internal_test = true;
        assert_eq!(QueueSnapshot::of(&[], NOW).news(&[drill], NOW), None);
    }
}
