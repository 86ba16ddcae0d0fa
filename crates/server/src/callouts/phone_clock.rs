//! Estimates the offset of a phone's clock from the phone's own reports.
//!
//! A report with the time at which it was sent gives the offset to within its transmission time. Otherwise each timestamp gives a
//! bound, because a fix is taken before it arrives. The smallest bound is used; a single one counts as the age of the fix, not as
//! a clock that is behind.

/// If the offset changes by more than this, somebody set the phone's clock. Smaller changes are transmission times.
const SET: i64 = 120_000;

/// The clock of one reporter. All values in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhoneClock {
    /// The smallest difference seen between a report's arrival and its newest timestamp.
    pub bound: Option<i64>,
    /// The newest timestamp by the phone's clock.
    pub newest: Option<i64>,
    /// How far the server's clock is ahead. Added to the phone's times, it gives the server's times.
    pub offset: i64,
    /// The offset that orders positions. It changes only when the clock is set, so that the phone's own order is kept.
    pub order: Option<i64>,
}

impl PhoneClock {
    /// Adds a report that arrived at `now`, sent at `sent_at` by the phone's clock, with `stamp` as its newest timestamp.
    pub fn take(&mut self, sent_at: Option<i64>, stamp: Option<i64>, now: i64) {
        let Some(latest) = sent_at.or(stamp) else { return };
        let bound = now - latest;
        let advanced = self.newest.is_some_and(|newest| latest > newest);
        self.newest = Some(self.newest.map_or(latest, |newest| newest.max(latest)));
        if sent_at.is_some() {
            self.set(bound);
            self.newest = Some(latest);
            self.bound = Some(bound);
            return;
        }
        let bound = self.bound.map_or(bound, |known| known.min(bound));
        self.bound = Some(bound);
        if bound < 0 || advanced {
            self.set(bound);
        }
    }

    /// The position of this timestamp among all positions of the callout.
    pub fn rank(&self, stamp: i64) -> i64 {
        stamp.saturating_add(self.order.unwrap_or_default())
    }

    fn set(&mut self, offset: i64) {
        // Compared with the previous offset, because `order` may come from an unusually fast or slow request.
        if (offset - self.offset).abs() > SET {
            self.order = Some(offset);
        }
        self.order.get_or_insert(0);
        self.offset = offset;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOON: i64 = 1_767_614_400_000;
    const MINUTE: i64 = 60_000;

    /// The result of one report: (rank, age by the server's clock on arrival).
    fn report(clock: &mut PhoneClock, sent_at: Option<i64>, stamp: i64, now: i64) -> (i64, i64) {
        clock.take(sent_at, Some(stamp), now);
        (clock.rank(stamp), now - (stamp + clock.offset))
    }

    #[test]
    fn a_first_position_of_ten_minutes_ago_is_ten_minutes_old() {
        let mut clock = PhoneClock::default();
        assert_eq!(report(&mut clock, None, NOON - 10 * MINUTE, NOON).1, 10 * MINUTE);
        let mut clock = PhoneClock::default();
        assert_eq!(report(&mut clock, Some(NOON), NOON - 10 * MINUTE, NOON).1, 10 * MINUTE);
    }

    #[test]
    fn a_phone_that_is_ten_minutes_behind_and_goes_on_is_live() {
        let mut clock = PhoneClock::default();
        clock.take(None, Some(NOON - 10 * MINUTE), NOON);
        let (_, age) = report(&mut clock, None, NOON - 10 * MINUTE + 10_000, NOON + 10_000);
        assert_eq!(age, 0);
    }

    #[test]
    fn a_position_of_ten_minutes_ago_is_old_after_a_press_that_came_at_once() {
        let mut clock = PhoneClock::default();
        clock.take(None, Some(NOON), NOON);
        assert_eq!(report(&mut clock, None, NOON - 10 * MINUTE, NOON + 10_000).1, 10 * MINUTE + 10_000);
    }

    #[test]
    fn a_slow_request_of_a_phone_that_is_behind_does_not_set_its_clock() {
        let mut clock = PhoneClock::default();
        let behind = |found: i64| found - 77_644;
        let mut ranks = Vec::new();
        for (found, delay) in
            [(NOON, 0), (NOON + 10_000, 42_357), (NOON + 20_000, 40_000), (NOON + 70_000, 0)]
        {
            ranks.push(report(&mut clock, Some(behind(found)), behind(found), found + delay).0);
        }
        assert!(ranks.is_sorted(), "{ranks:?}");
    }

    proptest! {
        /// Clocks ahead or behind by any offset, with or without the time of sending, with some late reports.
        #[test]
        fn the_phones_own_order_decides_whatever_its_clock_shows(
            skew in -12 * 60 * MINUTE..12 * 60 * MINUTE,
            says_when in any::<bool>(),
            pressed_late in 0..30_000i64,
            delays in prop::collection::vec(0..50_000i64, 2..40),
        ) {
            let mut clock = PhoneClock::default();
            clock.take(None, Some(NOON + skew), NOON + pressed_late);
            let mut arrivals: Vec<_> = delays.iter().enumerate()
                .map(|(beat, delay)| (NOON + 30_000 + beat as i64 * 10_000, *delay))
                .collect();
            arrivals.sort_by_key(|(found, delay)| found + delay);
            let mut ranks = Vec::new();
            for (found, delay) in arrivals {
                let (stamp, now) = (found + skew, found + delay);
                let (rank, age) = report(&mut clock, says_when.then_some(stamp), stamp, now);
                ranks.push((found, rank));
                prop_assert!((0..=50_000).contains(&age), "{age}");
            }
            let newest = ranks.iter().max_by_key(|(found, _)| *found);
            prop_assert_eq!(newest, ranks.iter().max_by_key(|(_, rank)| *rank));
        }

        /// Somebody, or the network, sets the phone's clock between reports.
        #[test]
        fn a_clock_that_is_set_does_not_hold_the_position_back(
            steps in prop::collection::vec(
                prop_oneof![4 => Just(0), 1 => 3 * MINUTE..600 * MINUTE, 1 => -600 * MINUTE..-3 * MINUTE],
                2..30,
            ),
            delays in prop::collection::vec(0..9_000i64, 30),
        ) {
            let (mut clock, mut skew, mut last) = (PhoneClock::default(), 0, i64::MIN);
            for (beat, step) in steps.iter().enumerate() {
                skew += step;
                let found = NOON + beat as i64 * 10_000;
                let now = found + delays[beat];
                let (rank, age) = report(&mut clock, Some(found + skew), found + skew, now);
                prop_assert!(rank > last, "the newest is the current one");
                prop_assert_eq!(age, 0);
                last = rank;
            }
        }
    }
}
