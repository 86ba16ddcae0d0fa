//! Deliveries by the time at which they were created, for a chart: at most [`MOST`] periods of equal length.

use wire::delivery::{Delivery, DeliveryState};

/// More columns than these are too thin on a phone.
pub const MOST: i64 = 24;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The lengths of a period, the shortest first.
const LENGTHS: [i64; 9] =
    [5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY];
/// Deliveries created within one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// When it begins, in milliseconds since 1970.
    pub begins_at: i64,
    /// Deliveries that arrived.
    pub delivered: u32,
    /// Deliveries still being retried.
    pub waiting: u32,
    /// Failed deliveries.
    pub dead: u32,
}

/// The periods from the oldest delivery to the newest, also those without any.
pub fn periods(all: &[Delivery]) -> Vec<Period> {
    let times = || all.iter().map(|one| one.created_at.millis());
    let (Some(first), Some(last)) = (times().min(), times().max()) else { return Vec::new() };
    let count = |length: i64| last.div_euclid(length) - first.div_euclid(length) + 1;
    let length = LENGTHS.into_iter().find(|length| count(*length) <= MOST).unwrap_or(last - first + 1);
    let start = first.div_euclid(length);
    let mut periods: Vec<_> = (0..count(length))
        .map(|place| Period { begins_at: (start + place) * length, ..Period::default() })
        .collect();
    for one in all {
        let place = (one.created_at.millis().div_euclid(length) - start) as usize;
        let Some(period) = periods.get_mut(place) else { continue };
        match one.state {
            DeliveryState::Delivered => period.delivered += 1,
            DeliveryState::Dead => period.dead += 1,
            DeliveryState::Waiting | DeliveryState::Unknown => period.waiting += 1,
        }
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::time::Timestamp;

    fn delivery(minutes: i64, state: DeliveryState) -> Delivery {
        Delivery { created_at: Timestamp::from_millis(minutes * MINUTE), state, ..Delivery::default() }
    }

    #[test]
    fn every_delivery_is_in_one_period_and_empty_periods_stay() {
        let all = [
            delivery(62, DeliveryState::Dead),
            delivery(61, DeliveryState::Delivered),
            delivery(7, DeliveryState::Waiting),
        ];
        let found = periods(&all);
        assert_eq!(found.len(), 12, "from 0:05 to 1:00 in steps of five minutes");
        assert_eq!(found[0], Period { begins_at: 5 * MINUTE, waiting: 1, ..Period::default() });
        assert_eq!(found[1], Period { begins_at: 10 * MINUTE, ..Period::default() });
        assert_eq!(found[11], Period { begins_at: 60 * MINUTE, delivered: 1, dead: 1, ..Period::default() });
    }

    #[test]
    fn a_long_time_has_long_periods() {
        for days in [1, 3, 20, 100, 5_000] {
            let all =
                [delivery(0, DeliveryState::Delivered), delivery(days * 24 * 60, DeliveryState::Delivered)];
            let found = periods(&all);
            assert!(found.len() as i64 <= MOST, "{days} days: {}", found.len());
            assert_eq!(found.iter().map(|period| period.delivered).sum::<u32>(), 2);
        }
        assert!(periods(&[]).is_empty());
    }
}
