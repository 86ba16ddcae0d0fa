//! The rule of the second press: which open callout it is added to, and which open callouts it ends.
//!
//! A drill never absorbs a real alarm, a security alarm never a medical one, and a closed callout never a new one. Every press
//! that does not match exactly creates a callout of its own.

use wire::classification::{DEMO, REAL};

use database::entity::callout;

/// A press within this many milliseconds of the last counted one is the same press.
pub const SAME_PRESS: i64 = 10_000;

/// The requested kind of callout, with defaults filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// REAL or TEST.
    pub classification_id: i64,
    /// Security, medical or demo.
    pub response_type_id: i64,
    /// Excluded from the queue of real alarms.
    pub internal_test: bool,
}

impl Press {
    /// Response type Demo and an internal test: demo vehicles only.
    pub fn is_demo(self) -> bool {
        self.response_type_id == DEMO && self.internal_test
    }

    /// A real alarm, neither a test nor a demonstration.
    pub fn is_real(self) -> bool {
        self.classification_id == REAL && !self.is_demo()
    }
}

/// The effect of a press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The open callout that it is added to; `None` for a new callout.
    pub into: Option<SecondPress>,
    /// Open tests and demonstrations that a real press ends.
    pub ends: Vec<i64>,
}

/// A press that is added to an open callout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondPress {
    pub callout_id: i64,
    /// Whether it is a further, deliberate press, which raises the urgency.
    pub raises: bool,
}

/// Applies the rule to the resident's open callouts.
pub fn rule(press: Press, open: &[callout::Model], now: i64) -> Effect {
    let same = |callout: &&callout::Model| {
        callout.status().takes_second_press()
            && callout.classification_id == press.classification_id
            && callout.response_type_id == press.response_type_id
            && callout.internal_test == press.internal_test
    };
    let into = open.iter().filter(same).max_by_key(|callout| callout.id).map(|callout| SecondPress {
        callout_id: callout.id,
        raises: now - callout.urgency_raised_at >= SAME_PRESS,
    });
    let harmless = |callout: &&callout::Model| callout.classification_id != REAL || callout.demo;
    let ends = open
        .iter()
        .filter(|callout| press.is_real() && !callout.status().is_closed())
        .filter(harmless)
        .map(|callout| callout.id)
        .collect();
    Effect { into, ends }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callouts::example::callout;
    use database::entity::callout::Model as Callout;
    use wire::classification::{MEDICAL, SECURITY, TEST};
    use wire::status::CalloutStatus;

    const NOW: i64 = 1_000_000;

    fn real() -> Press {
        Press { classification_id: REAL, response_type_id: SECURITY, internal_test: false }
    }

    fn open(id: i64, press: Press) -> Callout {
        Callout {
            id,
            classification_id: press.classification_id,
            response_type_id: press.response_type_id,
            internal_test: press.internal_test,
            demo: press.is_demo(),
            urgency_raised_at: 0,
            ..callout()
        }
    }

    fn takes(press: Press, callout: Callout) -> bool {
        rule(press, &[callout], NOW).into.is_some()
    }

    #[test]
    fn the_same_press_again_is_one_callout() {
        let effect = rule(real(), &[open(4, real())], NOW);
        assert_eq!(effect.into, Some(SecondPress { callout_id: 4, raises: true }));
        assert!(effect.ends.is_empty());
    }

    #[test]
    fn within_ten_seconds_of_the_last_counted_press_it_raises_nothing() {
        for (since, raises) in [(0, false), (9_999, false), (10_000, true)] {
            let callout = Callout { urgency_raised_at: NOW - since, ..open(4, real()) };
            assert_eq!(rule(real(), &[callout], NOW).into.unwrap().raises, raises, "{since}");
        }
    }

    #[test]
    fn another_kind_of_alarm_is_never_swallowed() {
        let medical = Press { response_type_id: MEDICAL, ..real() };
        let test = Press { classification_id: TEST, ..real() };
        let internal = Press { internal_test: true, ..real() };
        for (press, other) in [(real(), medical), (medical, real()), (real(), test), (test, real())] {
            assert!(!takes(press, open(4, other)));
        }
        assert!(!takes(real(), open(4, internal)) && !takes(internal, open(4, real())));
    }

    #[test]
    fn it_is_taken_until_the_responder_has_completed() {
        for status in CalloutStatus::ALL {
            let callout = Callout { status: status.as_str().to_owned(), ..open(4, real()) };
            let expected = !matches!(status, CalloutStatus::ResponderCompleted | CalloutStatus::Closed);
            assert_eq!(takes(real(), callout), expected, "{status}");
        }
    }

    #[test]
    fn of_several_the_newest_takes_it() {
        let effect = rule(real(), &[open(4, real()), open(9, real()), open(6, real())], NOW);
        assert_eq!(effect.into.unwrap().callout_id, 9);
    }

    #[test]
    fn a_real_press_ends_tests_and_demonstrations_and_nothing_else() {
        let test = Press { classification_id: TEST, ..real() };
        let demo = Press { response_type_id: DEMO, internal_test: true, ..real() };
        let medical = Press { response_type_id: MEDICAL, ..real() };
        let all = [open(1, test), open(2, demo), open(3, medical), open(4, real())];
        assert_eq!(rule(real(), &all, NOW).ends, [1, 2]);
        assert!(rule(test, &all, NOW).ends.is_empty());
        assert!(rule(demo, &all, NOW).ends.is_empty());
    }

    #[test]
    fn a_demonstration_needs_both_marks() {
        let typed = Press { response_type_id: DEMO, ..real() };
        assert!(!typed.is_demo() && typed.is_real());
    }
}
