//! Dates and times as letters and e-mails show them: in London time, including summer time.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

static LONDON: TimeZone = jiff::tz::get!("Europe/London");

fn in_london(millis: i64) -> ZonedDateTime {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(LONDON.clone())
}

/// Formats a date: `5 January 2026`.
pub fn day(millis: i64) -> String {
    in_london(millis).strftime("%-d %B %Y").to_string()
}

/// Formats a time: `29 November 2026, 19:31 GMT`, or `BST` in summer.
pub fn minute(millis: i64) -> String {
    in_london(millis).strftime("%-d %B %Y, %H:%M %Z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn a_day_is_written_as_in_a_letter() {
        assert_eq!(day(1_767_614_400_000), "5 January 2026");
    }

    #[test]
    fn a_day_begins_at_midnight_in_london() {
        for (time, date) in [
            ("2026-06-15T22:59:59Z", "15 June 2026"),
            ("2026-06-15T23:30:00Z", "16 June 2026"),
            ("2026-12-31T23:30:00Z", "31 December 2026"),
            ("2027-01-01T00:00:00Z", "1 January 2027"),
        ] {
            assert_eq!(day(at(time)), date, "{time}");
        }
    }

    #[test]
    fn both_changes_of_the_clock_are_followed() {
        for (time, text) in [
            ("2026-03-29T00:59:00Z", "29 March 2026, 00:59 GMT"),
            ("2026-03-29T01:00:00Z", "29 March 2026, 02:00 BST"),
            ("2026-10-25T00:59:00Z", "25 October 2026, 01:59 BST"),
            ("2026-10-25T01:00:00Z", "25 October 2026, 01:00 GMT"),
            ("2026-03-28T23:59:59Z", "28 March 2026, 23:59 GMT"),
            ("2026-10-24T23:30:00Z", "25 October 2026, 00:30 BST"),
        ] {
            assert_eq!(minute(at(time)), text, "{time}");
        }
    }

    #[test]
    fn a_time_is_written_for_people() {
        assert_eq!(minute(1_764_444_669_048), "29 November 2025, 19:31 GMT");
        assert_eq!(minute(i64::MAX), minute(0), "a time that is none");
    }
}
