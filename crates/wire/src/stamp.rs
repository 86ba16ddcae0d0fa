//! Time stamps of positions. App and server share this rule.
//!
//! Some phones use another clock: Safari has counted from 2001, receivers lose 1024 weeks, and some count seconds or
//! microseconds. Such a stamp says nothing about the age of its position, but the position is kept.

const SECOND: i64 = 1000;
const DAY: i64 = 86_400 * SECOND;

/// No position is older than this; an older stamp comes from another clock.
const OLDEST: i64 = 30 * DAY;

/// How far a stamp may be ahead of its own clock, by rounding.
const ROUNDING: i64 = SECOND;

/// How far a phone's clock may be ahead of the server's.
const AHEAD: i64 = DAY;

/// Whether a clock that shows `now` may have made this stamp; both in milliseconds.
pub fn is_by_clock(stamp: i64, now: i64) -> bool {
    (now.saturating_sub(OLDEST)..=now.saturating_add(ROUNDING)).contains(&stamp)
}

/// Whether a phone with an unknown clock may have made this stamp, when the server's clock shows `now`.
pub fn is_plausible(stamp: i64, now: i64) -> bool {
    (now.saturating_sub(OLDEST)..=now.saturating_add(AHEAD)).contains(&stamp)
}

/// When a position was measured by the phone's clock, which shows `now` when the position is received: its stamp, or `now` if
/// another clock made the stamp.
pub fn found_at(stamp: f64, now: i64) -> i64 {
    // The cast turns NaN into 0, which also counts as another clock.
    let stamp = stamp as i64;
    if is_by_clock(stamp, now) { stamp.min(now) } else { now }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: i64 = 1_767_614_400_000;

    #[test]
    fn stamps_of_another_clock_are_as_old_as_their_arrival() {
        let weeks = 1024 * 7 * DAY;
        for stamp in [
            (NOW - 978_307_200_000) as f64,
            (NOW - weeks) as f64,
            (NOW / 1000) as f64,
            (NOW * 1000) as f64,
            (NOW + 3_600_000) as f64,
            0.0,
            -1.0,
            1e300,
            f64::NAN,
            f64::INFINITY,
        ] {
            assert_eq!(found_at(stamp, NOW), NOW, "{stamp}");
        }
    }

    #[test]
    fn a_position_of_ten_minutes_ago_is_ten_minutes_old() {
        assert_eq!(found_at((NOW - 600_000) as f64, NOW), NOW - 600_000);
    }

    proptest! {
        #[test]
        fn nothing_was_found_in_the_future(stamp in any::<f64>(), now in 0..4_102_444_800_000i64) {
            let found = found_at(stamp, now);
            prop_assert!(found <= now && found >= now - OLDEST);
        }
    }
}
