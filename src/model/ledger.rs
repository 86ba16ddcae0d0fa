//! The rules of the ledger of deliveries, without a browser: where a try stands in the five minutes, and what is said of it.

use wire::delivery::{
    AttemptOutcome, Delivery, DeliveryKind, DeliveryState, SCHEDULE_SECONDS, WINDOW_SECONDS,
};

/// How wide the five minutes are drawn.
pub const WIDTH: f64 = 600.0;

/// Where so many milliseconds after the first try are drawn, from 0 to [`WIDTH`]. Half of the tries fall into the first
/// quarter of a minute, so time is stretched there.
pub fn place(millis: i64) -> f64 {
    let share = (millis as f64 / (f64::from(WINDOW_SECONDS) * 1000.0)).clamp(0.0, 1.0);
    share.sqrt() * WIDTH
}

/// What is drawn of one try.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Where.
    pub at: f64,
    /// What.
    pub kind: MarkKind,
}

/// A try that was, or will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// It was taken.
    Taken,
    /// It was not.
    Failed,
    /// It is under way.
    Running,
    /// It is due, unless one before it is taken.
    Due,
}

/// Every try of a delivery in its five minutes: those that were, and while it waits those that may follow.
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
        // The next one is known to the millisecond; the others are where the schedule has them.
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

/// Whether another try follows. An e-mail is with the sender after its only one.
pub fn is_tried_again(delivery: &Delivery) -> bool {
    delivery.state == DeliveryState::Waiting && !is_with_the_sender(delivery)
}

/// Whether the sender has it, and has not said yet what became of it.
pub fn is_with_the_sender(delivery: &Delivery) -> bool {
    delivery.state == DeliveryState::Waiting
        && delivery.kind == DeliveryKind::Email
        && delivery.attempts.iter().any(|attempt| attempt.outcome == AttemptOutcome::Delivered)
}

/// Whole seconds until the next try, when one is due later than now.
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
    fn the_five_minutes_fill_the_width_and_begin_stretched() {
        assert_eq!((place(0), place(300_000), place(900_000)), (0.0, WIDTH, WIDTH));
        assert_eq!(place(75_000), WIDTH / 2.0);
        assert_eq!(place(-5), 0.0);
    }

    #[test]
    fn what_was_and_what_is_due_are_drawn() {
        let tried = vec![attempt(10_000, AttemptOutcome::Refused), attempt(11_000, AttemptOutcome::TimedOut)];
        let kinds: Vec<_> = marks(&waiting(tried)).iter().map(|mark| mark.kind).collect();
        assert_eq!(kinds[..2], [MarkKind::Failed, MarkKind::Failed]);
        assert_eq!(kinds[2..], [MarkKind::Due; 7]);
        let next = marks(&waiting(vec![attempt(10_000, AttemptOutcome::Refused)]))[1];
        assert_eq!(next.at, place(3_300), "the next one is where the server says");
        assert!(marks(&Delivery::default()).is_empty());
    }

    #[test]
    fn what_ended_has_no_next() {
        let mut delivery = waiting(vec![attempt(10_000, AttemptOutcome::Refused)]);
        assert_eq!(seconds_to_next(&delivery, 10_000), Some(4));
        assert_eq!(seconds_to_next(&delivery, 13_300), None);
        delivery.state = DeliveryState::Dead;
        assert_eq!(seconds_to_next(&delivery, 10_000), None);
        assert_eq!(marks(&delivery).len(), 1);
    }

    #[test]
    fn an_email_is_not_tried_again_once_the_sender_has_it() {
        let mut delivery = waiting(vec![attempt(10_000, AttemptOutcome::Delivered)]);
        delivery.kind = DeliveryKind::Email;
        assert!(is_with_the_sender(&delivery));
        assert_eq!(seconds_to_next(&delivery, 0), None);
        assert_eq!(marks(&delivery).len(), 1);
    }
}
