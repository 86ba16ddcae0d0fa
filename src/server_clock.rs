//! The server's clock, estimated from the `Date` of its responses. Every age on every screen uses it: the clock of a
//! desk or a phone may be minutes off, and a wrong age reassures or alarms for nothing.
//!
//! `Date` counts whole seconds, and a response takes time. So each response bounds the difference from both sides,
//! the bounds are intersected, and a correct clock that fits between them is trusted.

#[cfg(target_arch = "wasm32")]
mod browser;

#[cfg(target_arch = "wasm32")]
pub use browser::{device_now, from_device, learn, now};

/// Bounds of the difference in milliseconds: the server's time minus the device's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    low: i64,
    high: i64,
}

impl Bounds {
    /// The bounds of one response: requested at `asked` and received at `read` by the device's clock, with `date` by
    /// the server's.
    pub fn of_answer(asked: i64, read: i64, date: i64) -> Option<Self> {
        // A clock that was set in between proves nothing.
        (read >= asked).then(|| Self { low: date - read, high: date + 1000 - asked })
    }

    /// The intersection. If they contradict each other, a clock was set, and the newer counts.
    pub fn and(self, newer: Self) -> Self {
        let both = Self { low: self.low.max(newer.low), high: self.high.min(newer.high) };
        if both.low <= both.high { both } else { newer }
    }

    /// The smallest difference within the bounds.
    pub fn offset(self) -> i64 {
        0.clamp(self.low, self.high)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_correct_clock_is_trusted() {
        let bounds = Bounds::of_answer(10_000, 10_400, 10_000).unwrap();
        assert_eq!(bounds.offset(), 0);
    }

    #[test]
    fn a_clock_that_was_set_is_measured_again() {
        let before = Bounds::of_answer(10_000, 10_100, 10_000).unwrap();
        let after = before.and(Bounds::of_answer(620_000, 620_100, 20_000).unwrap());
        assert!((-600_100..=-599_000).contains(&after.offset()), "{after:?}");
    }

    proptest! {
        #[test]
        fn ages_are_true_to_two_seconds_whatever_the_readers_clock_shows(
            skew in -3_600_000..3_600_000i64,
            answers in prop::collection::vec((1..30_000i64, 0..900i64, 0..900i64), 1..20),
        ) {
            let (mut server, mut known) = (1_767_614_400_123i64, None::<Bounds>);
            for (pause, there, back) in answers {
                server += pause;
                let asked = server + skew;
                server += there;
                let date = server / 1000 * 1000;
                server += back;
                let bounds = Bounds::of_answer(asked, server + skew, date).unwrap();
                let both = known.map_or(bounds, |known| known.and(bounds));
                known = Some(both);
                prop_assert!((both.offset() + skew).abs() <= 2_800, "{} for {}", both.offset(), skew);
            }
        }
    }
}
