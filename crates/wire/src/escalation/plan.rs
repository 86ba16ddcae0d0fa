//! Which rungs of a ladder are due, and when the next one is.

use super::Step;

/// A step at one of its repetitions; both count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rung {
    /// Which step.
    pub step: usize,
    /// Which repetition.
    pub repetition: i64,
}

/// What a ladder asks for at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Rungs to take now, lowest first.
    pub due: Vec<Rung>,
    /// When the next one is due, in milliseconds.
    pub next_at: Option<i64>,
}

/// Which rungs of `steps` are due at `now` for an alarm since `alarm_at` (milliseconds) whose highest taken rung is `taken`.
/// Repetitions that were missed are not made up for: each step is taken at its newest one only.
pub fn plan(steps: &[Step], alarm_at: i64, now: i64, taken: Option<Rung>) -> Plan {
    let starts = |at: usize| steps.get(at).map(|step| alarm_at + step.after_seconds * 1000);
    let mut plan = Plan::default();
    let mut next: Vec<i64> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let start = alarm_at + step.after_seconds * 1000;
        if now < start {
            next.push(start);
            continue;
        }
        let pause = step.repeat_seconds.filter(|pause| *pause > 0).map(|pause| pause * 1000);
        // A step ends when the next one begins.
        let end = starts(at + 1);
        let until = end.map_or(now, |end| now.min(end - 1));
        let repetition = pause.map_or(0, |pause| (until - start).max(0) / pause);
        let rung = Rung { step: at, repetition };
        if taken.is_none_or(|taken| rung > taken) {
            plan.due.push(rung);
        }
        let again = pause.map(|pause| start + (repetition + 1) * pause);
        next.extend(again.filter(|again| *again > now && end.is_none_or(|end| *again < end)));
    }
    plan.next_at = next.into_iter().min();
    plan
}
