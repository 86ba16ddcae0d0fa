//! Rules of the delivery ledger: where an attempt is on the time line, and what comes next.

mod period;

pub use period::{Period, periods};

use wire::delivery::{
    AttemptOutcome, Delivery, DeliveryKind, DeliveryState, SCHEDULE_SECONDS, WINDOW_SECONDS,
};

/// The width of the drawn time line.
pub const WIDTH: f64 = 600.0;

/// Where a time after the first attempt is drawn, from 0 to [`WIDTH`]. Half of the attempts fall into the first
/// quarter of a minute, so that part is stretched.
pub fn place(millis: i64) -> f64 {
    let share = (millis as f64 / (f64::from(WINDOW_SECONDS) * 1000.0)).clamp(0.0, 1.0);
    share.sqrt() * WIDTH
}

/// One mark of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub at: f64,
    pub kind: MarkKind,
}

/// A past or planned attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    Taken,
    Failed,
    Running,
    /// Planned, unless an earlier one succeeds.
    Due,
}

/// All attempts of a delivery: past ones, and while it waits the planned ones.
pub fn marks(delivery: &Delivery) -> Vec<Mark> {
    let Some(start) = delivery.started_at.as_ref().map(|at| at.millis()) else { return Vec::new() };
    let mut marks: Vec<_> = delivery
        .attempts
        .iter()
        .map(|attempt| Mark { at: place(attempt.started_at.millis() - start), kind: of(&attempt.outcome) })
        .collect();
    if is_tried_again(delivery) {
        let next = delivery.due_at.as_ref().map(|at| at.millis() - start);
        let planned =
            SCHEDULE_SECONDS.iter().skip(delivery.attempts.len()).map(|seconds| i64::from(*seconds) * 1000);
        // The next attempt's time is exact; the others follow the schedule.
        let due = planned.enumerate().map(|(index, at)| if index == 0 { next.unwrap_or(at) } else { at });
        marks.extend(due.map(|at| Mark { at: place(at), kind: MarkKind::Due }));
    }
    marks
}

fn of(outcome: &AttemptOutcome) -> MarkKind {
    match outcome {
        AttemptOutcome::Delivered => MarkKind::Taken,
        AttemptOutcome::Running => MarkKind::Running,
        _ => MarkKind::Failed,
    }
}

/// Whether another attempt follows. An e-mail has one attempt, after which the notify service has it.
pub fn is_tried_again(delivery: &Delivery) -> bool {
    delivery.state == DeliveryState::Waiting && !is_with_the_sender(delivery)
}

/// Whether the notify service has it and has not reported an outcome.
pub fn is_with_the_sender(delivery: &Delivery) -> bool {
    delivery.state == DeliveryState::Waiting
        && delivery.kind == DeliveryKind::Email
        && delivery.attempts.iter().any(|attempt| attempt.outcome == AttemptOutcome::Delivered)
}

/// Whole seconds until the next attempt, if it is in the future.
pub fn seconds_to_next(delivery: &Delivery, now: i64) -> Option<i64> {
    if !is_tried_again(delivery) {
        return None;
    }
    let wait = delivery.due_at.as_ref()?.millis() - now;
    (wait > 0).then_some((wait + 999) / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::delivery::DeliveryAttempt;
    use wire::time::Timestamp;

    fn attempt(at: i64, outcome: AttemptOutcome) -> DeliveryAttempt {
        DeliveryAttempt { started_at: Timestamp::from_millis(at), outcome, ..DeliveryAttempt::default() }
    }

    fn waiting(attempts: Vec<DeliveryAttempt>) -> Delivery {
        Delivery {
            kind: DeliveryKind::Webhook,
            state: DeliveryState::Waiting,
            started_at: attempts.first().map(|first| first.started_at.clone()),
            due_at: Some(Timestamp::from_millis(13_300)),
            attempts,
            ..Delivery::default()
        }
    }

    #[test]
    fn the_time_line_fills_the_width_and_its_beginning_is_stretched() {
        assert_eq!((place(0), place(300_000), place(900_000)), (0.0, WIDTH, WIDTH));
        assert_eq!(place(75_000), WIDTH / 2.0);
        assert_eq!(place(-5), 0.0);
    }

    #[test]
    fn past_and_planned_attempts_are_drawn() {
        let tried = vec![attempt(10_000, AttemptOutcome::Refused), attempt(11_000, AttemptOutcome::TimedOut)];
        let kinds: Vec<_> = marks(&waiting(tried)).iter().map(|mark| mark.kind).collect();
        assert_eq!(kinds[..2], [MarkKind::Failed, MarkKind::Failed]);
        assert_eq!(kinds[2..], [MarkKind::Due; 7]);
        let next = marks(&waiting(vec![attempt(10_000, AttemptOutcome::Refused)]))[1];
        assert_eq!(next.at, place(3_300), "the next one is where the server says");
        assert!(marks(&Delivery::default()).is_empty());
    }

    #[test]
    fn an_ended_delivery_has_no_next_attempt() {
        let mut delivery = waiting(vec![attempt(10_000, AttemptOutcome::Refused)]);
        assert_eq!(seconds_to_next(&delivery, 10_000), Some(4));
        assert_eq!(seconds_to_next(&delivery, 13_300), None);
        delivery.state = DeliveryState::Dead;
        assert_eq!(seconds_to_next(&delivery, 10_000), None);
        assert_eq!(marks(&delivery).len(), 1);
    }

    #[test]
    fn an_email_is_not_retried_once_the_notify_service_has_it() {
        let mut delivery = waiting(vec![attempt(10_000, AttemptOutcome::Delivered)]);
        delivery.kind = DeliveryKind::Email;
        assert!(is_with_the_sender(&delivery));
        assert_eq!(seconds_to_next(&delivery, 0), None);
        assert_eq!(marks(&delivery).len(), 1);
    }
}
