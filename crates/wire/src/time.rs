//! Timestamps, as RFC 3339 text.
//!
//! A timestamp keeps the text from which it was read (the sources use three, six and seven digits of a second), so that reading
//! and writing loses nothing. Dates are computed here by hand, because a date crate would add 9 to 64 KB to the app.

use crate::lenient::Lenient;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

const DAY: i64 = 86_400_000;

/// A point in time: milliseconds since 1970 in UTC, and the text from which it was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp {
    text: String,
    millis: i64,
}

impl Timestamp {
    /// The time this many milliseconds after 1970 began, written with three digits and `Z`.
    pub fn from_millis(millis: i64) -> Self {
        let (year, month, day) = civil_from_days(millis.div_euclid(DAY));
        let rest = millis.rem_euclid(DAY);
        let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
        let (second, fraction) = (rest / 1000 % 60, rest % 1000);
        let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z");
        Self { text, millis }
    }

    /// Milliseconds since 1970, UTC.
    pub fn millis(&self) -> i64 {
        self.millis
    }

    /// The text from which it was read.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Default for Timestamp {
    fn default() -> Self {
        Self::from_millis(0)
    }
}

impl From<Timestamp> for String {
    fn from(time: Timestamp) -> String {
        time.text
    }
}

impl TryFrom<String> for Timestamp {
    type Error = BadTime;
    fn try_from(text: String) -> Result<Self, BadTime> {
        let millis = parse(&text).ok_or(BadTime)?;
        Ok(Self { text, millis })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Two texts of the same millisecond are equal.
impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.millis == other.millis
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.millis.cmp(&other.millis)
    }
}

/// The error for a text that is not a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadTime;

impl fmt::Display for BadTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("write a time like 2026-01-31T09:30:00.000Z")
    }
}

impl std::error::Error for BadTime {}

/// Reads `YYYY-MM-DDTHH:MM:SS[.digits](Z|±HH:MM|±HHMM|±HH)`. It works on bytes, because slicing a `str` adds the tables of its
/// panic messages: a fiftieth of a phone's first load.
fn parse(text: &str) -> Option<i64> {
    let text = text.as_bytes();
    if text.len() < 20 || text[4] != b'-' || text[7] != b'-' {
        return None;
    }
    if !matches!(text[10], b'T' | b't' | b' ') || text[13] != b':' || text[16] != b':' {
        return None;
    }
    let (year, month, day) = (digits(&text[..4])?, digits(&text[5..7])?, digits(&text[8..10])?);
    let (hour, minute, second) = (digits(&text[11..13])?, digits(&text[14..16])?, digits(&text[17..19])?);
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return None;
    }
    // A leap second is read as the following second.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (fraction, zone) = fraction(&text[19..])?;
    let seconds = hour * 3600 + minute * 60 + second - offset(zone)? * 60;
    Some(days_from_civil(year, month, day) * DAY + seconds * 1000 + fraction)
}

fn digits(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

/// Splits the rest after the seconds into milliseconds (any number of digits, truncated) and the zone.
fn fraction(rest: &[u8]) -> Option<(i64, &[u8])> {
    let Some((b'.', rest)) = rest.split_first() else { return Some((0, rest)) };
    let end = rest.iter().position(|byte| !byte.is_ascii_digit())?;
    if end == 0 {
        return None;
    }
    let millis = rest.iter().take(end).chain(std::iter::repeat(&b'0')).take(3);
    Some((millis.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')), &rest[end..]))
}

/// Minutes east of Greenwich.
fn offset(zone: &[u8]) -> Option<i64> {
    let (sign, rest) = match zone.split_first()? {
        (b'Z' | b'z', []) => return Some(0),
        (b'+', rest) => (1, rest),
        (b'-', rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes): (&[u8], &[u8]) = match rest {
        [_, _] => (rest, b"0"),
        [_, _, b':', _, _] => (&rest[..2], &rest[3..]),
        [_, _, _, _] => (&rest[..2], &rest[2..]),
        _ => return None,
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a day in the Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

impl Lenient for Timestamp {
    fn read(value: serde_json::Value) -> Option<Self> {
        String::read(value).and_then(|text| text.try_into().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn millis(text: &str) -> Option<i64> {
        Timestamp::try_from(text.to_owned()).ok().map(|time| time.millis())
    }

    #[test]
    fn any_number_of_fraction_digits_is_read_and_kept() {
        for text in ["2021-11-12T10:19:45Z", "2021-11-12T10:19:45.6Z", "2021-11-12T10:19:45.6224673Z"] {
            let time: Timestamp = serde_json::from_value(text.into()).unwrap();
            assert_eq!(serde_json::to_value(&time).unwrap(), text);
        }
        assert_eq!(millis("2021-11-12T10:19:45.6224673Z"), Some(1_636_712_385_622));
        assert_eq!(millis("2021-11-12T10:19:45.6Z"), Some(1_636_712_385_600));
    }

    #[test]
    fn a_zone_is_counted() {
        assert_eq!(millis("2021-11-12T12:19:45+02:00"), millis("2021-11-12T10:19:45Z"));
        assert_eq!(millis("2021-11-12T00:19:45-10:00"), millis("2021-11-12T10:19:45Z"));
        assert_eq!(millis("2021-11-12T12:19:45.5+0200"), millis("2021-11-12T10:19:45.5Z"));
        assert_eq!(millis("2021-11-12T12:19:45+02"), millis("2021-11-12T10:19:45Z"));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "yesterday",
            "2021-13-01T00:00:00Z",
            "2021-02-29T00:00:00Z",
            "2021-01-01T24:00:00Z",
            "2021-01-01T00:00:00",
            "2021-01-01T00:00:00.Z",
            "2021-01-01T00:00:00+2",
            "2021-01-01T00:00:0éZ",
            "+021-01-01T00:00:00Z",
        ] {
            assert_eq!(millis(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn writing_and_reading_is_the_identity(at in -62_135_596_800_000i64..253_402_300_800_000) {
            prop_assert_eq!(millis(Timestamp::from_millis(at).as_str()), Some(at));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = millis(&text);
        }
    }
}
