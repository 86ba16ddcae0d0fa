//! What guidelines limit, in words.

use wire::governance::Measure;

use crate::words::{self, counted, fill};

/// The name of a measure.
pub fn measure_words(measure: &Measure) -> String {
    let texts = words::governance();
    match measure {
        Measure::FailureShare => texts.failure_share,
        Measure::UndecidedDays => texts.undecided_days,
        Measure::SilentDays => texts.silent_days,
        Measure::Other(text) => text,
    }
    .to_owned()
}

/// The name with the unit of its limit.
pub fn measure_with_unit(measure: &Measure) -> String {
    let sentence = if *measure == Measure::FailureShare {
        words::governance().in_percent
    } else {
        words::governance().in_days
    };
    fill(sentence, &[("measure", &measure_words(measure))])
}

/// An amount with its unit: "5 %", "1 day".
pub fn amount(measure: &Measure, count: u32) -> String {
    match measure {
        Measure::FailureShare => fill(words::governance().percent, &[("count", &count.to_string())]),
        _ => days(count),
    }
}

/// "1 day", "14 days".
pub fn days(count: u32) -> String {
    counted(words::governance().days, i64::from(count))
}

/// "at most 14 days".
pub fn at_most(measure: &Measure, limit: u32) -> String {
    fill(words::governance().most, &[("limit", &amount(measure, limit))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_share_is_a_percentage_and_everything_else_is_days() {
        assert_eq!(at_most(&Measure::FailureShare, 1), "at most 1 %");
        assert_eq!(at_most(&Measure::SilentDays, 1), "at most 1 day");
        assert_eq!(amount(&Measure::UndecidedDays, 14), "14 days");
    }
}
