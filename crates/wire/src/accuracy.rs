//! The radius of uncertainty that a phone reports with a position. App and server share this rule.

use std::cmp::Ordering;

/// Half of the earth's circumference, in metres. A larger radius contains no information.
const LARGEST: f64 = 20_040_000.0;

/// The radius in metres, or `None` when it is unknown: phones then report 0, a negative number or nothing.
pub fn known(metres: f64) -> Option<f64> {
    (metres > 0.0 && metres <= LARGEST).then_some(metres)
}

/// Orders by accuracy, the best first and unknown ones last.
pub fn compare(one: Option<f64>, other: Option<f64>) -> Ordering {
    let rank = |metres: Option<f64>| metres.and_then(known).unwrap_or(f64::INFINITY);
    rank(one).total_cmp(&rank(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zero_negative_infinite_and_no_number_are_unknown() {
        for metres in [0.0, -0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e9] {
            assert_eq!(known(metres), None, "{metres}");
        }
        assert_eq!(known(5.0), Some(5.0));
    }

    proptest! {
        #[test]
        fn an_unknown_accuracy_never_beats_a_known_one(known in 0.1..20_000_000.0f64, unknown in any::<f64>()) {
            prop_assume!(super::known(unknown).is_none());
            prop_assert_eq!(compare(Some(unknown), Some(known)), Ordering::Greater);
            prop_assert_eq!(compare(None, Some(known)), Ordering::Greater);
        }
    }
}
