//! The retry schedule: fixed offsets over five minutes, each shifted a little, so that deliveries that failed together are not
//! retried together. The shift is derived from the delivery's id, so that every process computes the same schedule.

use sha2::{Digest, Sha256};
use wire::delivery::{SCHEDULE_SECONDS, WINDOW_SECONDS};

/// No attempt starts this many milliseconds or more after the first one.
pub const WINDOW: i64 = WINDOW_SECONDS as i64 * 1000;

/// The largest shift, as a part of the gap before the attempt.
const SHIFT: f64 = 0.1;

/// When the next attempt is due, in milliseconds after the first start, if `begun` attempts were started; `None` if none is left.
pub fn offset(id: &str, begun: i64) -> Option<i64> {
    let index = usize::try_from(begun).ok()?;
    let due = i64::from(*SCHEDULE_SECONDS.get(index)?) * 1000;
    let before = index.checked_sub(1).map_or(0, |before| i64::from(SCHEDULE_SECONDS[before]) * 1000);
    let gap = due - before;
    Some(due + (gap as f64 * SHIFT * chance(id, begun)).round() as i64)
}

/// A number from -1 to 1, always the same for the same attempt.
fn chance(id: &str, begun: i64) -> f64 {
    let hash = Sha256::new().chain_update(id).chain_update(begun.to_be_bytes()).finalize();
    let number = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
    f64::from(number) / f64::from(u32::MAX) * 2.0 - 1.0
}

/// When the next attempt may start, if `begun` attempts were started and the last one ended at `now`. A running attempt delays
/// the next. The receiver may ask for a later time, but not beyond the window, because a person is waiting for help.
pub fn next(id: &str, begun: i64, started_at: i64, now: i64, asked_for: Option<i64>) -> Option<i64> {
    let end = started_at + WINDOW;
    let due = started_at + offset(id, begun)?;
    let asked_for = asked_for.filter(|at| *at < end).unwrap_or(due);
    Some(due.max(now).max(asked_for)).filter(|at| *at < end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nine_tries_are_due_over_five_minutes() {
        let due: Vec<_> = (0..9).map(|begun| offset("a delivery", begun).unwrap()).collect();
        assert_eq!(due[0], 0);
        for (at, (seconds, gap)) in due.iter().zip([
            (0, 0),
            (1, 1),
            (3, 2),
            (7, 4),
            (15, 8),
            (31, 16),
            (63, 32),
            (127, 64),
            (255, 128),
        ]) {
            assert!((at - seconds * 1000).abs() <= gap * 100, "{at} for {seconds} s");
        }
        assert_eq!(offset("a delivery", 9), None);
        assert_ne!(due, (0..9).map(|begun| offset("another", begun).unwrap()).collect::<Vec<_>>());
    }

    #[test]
    fn a_wait_that_ends_within_the_window_is_granted_and_a_longer_one_is_not() {
        let due = offset("d", 1).unwrap();
        assert_eq!(next("d", 1, 0, 100, None), Some(due));
        assert_eq!(next("d", 1, 0, 100, Some(60_000)), Some(60_000));
        assert_eq!(next("d", 1, 0, 100, Some(299_999)), Some(299_999));
        assert_eq!(next("d", 1, 0, 100, Some(300_000)), Some(due));
        assert_eq!(next("d", 1, 0, 100, Some(5)), Some(due), "nobody comes before it is due");
    }

    #[test]
    fn a_long_try_delays_the_next_and_none_starts_after_the_window() {
        assert_eq!(next("d", 1, 0, 10_000, None), Some(10_000));
        assert_eq!(next("d", 8, 0, 299_999, None), Some(299_999));
        assert_eq!(next("d", 8, 0, 300_000, None), None);
        assert_eq!(next("d", 9, 0, 256_000, None), None);
    }

    proptest! {
        #[test]
        fn tries_follow_each_other(id in "[a-z0-9-]{1,40}") {
            let due: Vec<_> = (0..9).map(|begun| offset(&id, begun).unwrap()).collect();
            prop_assert!(due.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(due[8] < WINDOW);
        }
    }
}
