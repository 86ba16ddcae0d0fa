//! Calendar days in local time. A reminder for the day before is sent on that calendar day, also when the clocks change.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// The default time zone.
pub const LONDON: &str = "Europe/London";

/// The calendar for reminders.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    zone: TimeZone,
    reminder_at: Option<Time>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { zone: TimeZone::get(LONDON).unwrap_or(TimeZone::UTC), reminder_at: None }
    }
}

impl Calendar {
    /// The calendar of a zone such as `Europe/London`. Reminders are sent at `reminder_at` on the day before; without it, at the
    /// time of day of the event.
    pub fn new(zone: &str, reminder_at: Option<&str>) -> Result<Self, String> {
        let zone = TimeZone::get(zone).map_err(|_| {
            format!("There is no time zone {zone}. Use a name of the IANA database, such as {LONDON}.")
        })?;
        let time = |text: &str| {
            let parsed: Result<Time, _> = text.parse();
            parsed.map_err(|_| format!("{text} is not a time of day. Use the form 09:00."))
        };
        Ok(Self { zone, reminder_at: reminder_at.map(time).transpose()? })
    }

    fn at(&self, millis: i64) -> ZonedDateTime {
        Timestamp::from_millisecond(millis)
            .unwrap_or(Timestamp::UNIX_EPOCH)
            .to_zoned_datetime(self.zone.clone())
    }

    /// When to send a reminder of this time: on the day before. A time that the clocks skip moves one hour later; of a time that
    /// occurs twice, the first is used.
    pub fn day_before(&self, due: i64) -> i64 {
        let due = self.at(due);
        let time = self.reminder_at.unwrap_or_else(|| due.time());
        let reminder =
            due.date().yesterday().and_then(|day| day.to_datetime(time).to_zoned_datetime(self.zone.clone()));
        reminder.map_or(i64::MIN, |reminder| reminder.timestamp().as_millisecond())
    }

    /// Formats a time: `Tuesday 6 January, 09:30`.
    pub fn words(&self, millis: i64) -> String {
        self.at(millis).strftime("%A %-d %B, %H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn the_day_before_is_one_of_the_calendar_over_both_changes_of_the_clock() {
        let london = Calendar::default();
        for (due, reminder) in [
            ("2026-01-06T12:00:00Z", "2026-01-05T12:00:00Z"),
            // 30 March, 00:30 in summer time: the day before is the short one.
            ("2026-03-29T23:30:00Z", "2026-03-29T00:30:00Z"),
            ("2026-03-29T09:00:00Z", "2026-03-28T10:00:00Z"),
            // 30 March, 01:30: that time is skipped on the day before.
            ("2026-03-30T00:30:00Z", "2026-03-29T01:30:00Z"),
            ("2026-10-25T10:00:00Z", "2026-10-24T09:00:00Z"),
            ("2026-10-26T10:00:00Z", "2026-10-25T10:00:00Z"),
            // 26 October, 01:30: that time occurs twice on the day before.
            ("2026-10-26T01:30:00Z", "2026-10-25T00:30:00Z"),
        ] {
            assert_eq!(london.day_before(at(due)), at(reminder), "{due}");
        }
    }

    #[test]
    fn a_time_of_day_is_kept_in_summer_and_in_winter() {
        let london = Calendar::new(LONDON, Some("09:00")).unwrap();
        for (due, reminder) in [
            ("2026-03-29T09:00:00Z", "2026-03-28T09:00:00Z"),
            ("2026-03-30T09:00:00Z", "2026-03-29T08:00:00Z"),
            ("2026-10-25T09:00:00Z", "2026-10-24T08:00:00Z"),
            ("2026-10-26T09:00:00Z", "2026-10-25T09:00:00Z"),
            // After midnight in London, before midnight in UTC.
            ("2026-06-15T23:30:00Z", "2026-06-15T08:00:00Z"),
        ] {
            assert_eq!(london.day_before(at(due)), at(reminder), "{due}");
        }
    }

    #[test]
    fn another_zone_has_days_of_its_own() {
        let johannesburg = Calendar::new("Africa/Johannesburg", Some("09:00")).unwrap();
        assert_eq!(johannesburg.day_before(at("2026-01-05T22:30:00Z")), at("2026-01-05T07:00:00Z"));
        assert_eq!(johannesburg.words(at("2026-01-05T22:30:00Z")), "Tuesday 6 January, 00:30");
        assert!(Calendar::new("Mars/Olympus", None).is_err());
        assert!(Calendar::new(LONDON, Some("nine")).is_err());
    }
}
