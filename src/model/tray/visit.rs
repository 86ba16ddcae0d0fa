//! The state of a visit for the resident.

use wire::notification::{Notification, VisitAnswer};
use wire::target_type::TargetType;

/// A visit that a notification announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    pub answer: Option<VisitAnswer>,
    /// Too late to answer.
    pub is_over: bool,
}

impl Visit {
    /// The visit that a notification is about, if it is about one.
    pub fn of(notification: &Notification, now: i64) -> Option<Self> {
        let is_visit = notification.target_type == TargetType::VisitDue;
        let is_over = notification.due_at.as_ref().is_some_and(|due| due.millis() <= now);
        is_visit.then(|| Self { answer: notification.visit_answer.clone(), is_over })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::time::Timestamp;

    #[test]
    fn a_visit_can_be_answered_until_it_begins() {
        let due_at = Some(Timestamp::from_millis(2_000));
        let visit = Notification {
            target_type: TargetType::VisitDue,
            due_at: due_at.clone(),
            ..Notification::default()
        };
        assert_eq!(Visit::of(&visit, 1_999), Some(Visit { answer: None, is_over: false }));
        assert_eq!(Visit::of(&visit, 2_000), Some(Visit { answer: None, is_over: true }));
        let undated = Notification { due_at: None, ..visit };
        assert_eq!(Visit::of(&undated, i64::MAX), Some(Visit { answer: None, is_over: false }));
        assert_eq!(Visit::of(&Notification { due_at, ..Notification::default() }, 0), None);
    }
}
