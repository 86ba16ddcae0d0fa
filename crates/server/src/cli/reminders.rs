//! The flags of `tocsin-server serve` about the time of visit reminders.

use clap::Args;

use crate::calendar::{Calendar, LONDON};

#[derive(Clone, Debug, Args)]
pub(crate) struct ReminderArgs {
    /// IANA time zone that decides which day is the day before a visit.
    #[arg(long, env = "TOCSIN_TIME_ZONE", default_value = LONDON, value_parser = parse_zone)]
    time_zone: String,
    /// Time of day at which visits are announced on the day before, such as 09:00. The default is the visit's own time of day.
    #[arg(long, env = "TOCSIN_REMIND_AT", value_parser = parse_time)]
    remind_at: Option<String>,
}

impl ReminderArgs {
    pub(crate) fn calendar(&self) -> Calendar {
        Calendar::new(&self.time_zone, self.remind_at.as_deref()).unwrap_or_default()
    }
}

fn parse_zone(text: &str) -> Result<String, String> {
    Calendar::new(text, None).map(|_| text.to_owned())
}

fn parse_time(text: &str) -> Result<String, String> {
    Calendar::new(LONDON, Some(text)).map(|_| text.to_owned())
}
