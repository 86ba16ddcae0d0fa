//! Quiet hours: between two times of day only alarms pop up or sound.

/// The hours, as minutes of the reader's day. They may span midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    pub from: u32,
    pub until: u32,
}

const DAY: u32 = 24 * 60;

impl QuietHours {
    /// Parses `22:00-07:00`; none for anything else, and for hours that end when they begin.
    pub fn read(text: &str) -> Option<Self> {
        let (from, until) = text.split_once('-')?;
        Self::of(from, until)
    }

    /// From two times of day, as a time field gives them.
    pub fn of(from: &str, until: &str) -> Option<Self> {
        let hours = Self { from: minutes(from)?, until: minutes(until)? };
        (hours.from != hours.until).then_some(hours)
    }

    /// The stored form, as [`Self::read`] parses it.
    pub fn written(self) -> String {
        format!("{}-{}", clock(self.from), clock(self.until))
    }

    /// Whether a minute of the day is within the hours.
    pub fn contains(self, minute: u32) -> bool {
        if self.from < self.until {
            return (self.from..self.until).contains(&minute);
        }
        minute >= self.from || minute < self.until
    }
}

/// `22:00`.
pub fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn minutes(text: &str) -> Option<u32> {
    let (hour, minute) = text.trim().split_once(':')?;
    let minute = hour.parse::<u32>().ok()? * 60
        + minute.get(..2)?.parse::<u32>().ok().filter(|minute| *minute < 60)?;
    (minute < DAY).then_some(minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_can_span_midnight() {
        let night = QuietHours::read("22:00-07:00").unwrap();
        for (minute, quiet) in
            [(22 * 60, true), (0, true), (7 * 60 - 1, true), (7 * 60, false), (12 * 60, false)]
        {
            assert_eq!(night.contains(minute), quiet, "{}", clock(minute));
        }
        let lunch = QuietHours::read("12:00-13:30").unwrap();
        assert!(lunch.contains(12 * 60) && !lunch.contains(13 * 60 + 30) && !lunch.contains(0));
        assert_eq!(night.written(), "22:00-07:00");
    }

    #[test]
    fn invalid_times_are_no_quiet_hours() {
        for text in ["", "22:00", "22:00-22:00", "25:00-07:00", "22:61-07:00", "22-7", "a:b-c:d"] {
            assert_eq!(QuietHours::read(text), None, "{text}");
        }
    }
}
