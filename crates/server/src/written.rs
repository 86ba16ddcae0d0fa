//! Times as people read them in letters and e-mails. They are in UTC: nobody knows the zone of whoever reads them.

use wire::time::Timestamp;

/// `5 January 2026`.
pub fn day(millis: i64) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let time = Timestamp::from_millis(millis);
    let mut parts = time.as_str().split(['-', 'T']);
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|month| month.parse::<usize>().ok()).and_then(|month| MONTHS.get(month - 1));
    format!(
        "{} {} {}",
        day.unwrap_or_default().trim_start_matches('0'),
        month.unwrap_or(&""),
        year.unwrap_or_default()
    )
}

/// `29 November 2026, 19:31 UTC`.
pub fn minute(millis: i64) -> String {
    let time = Timestamp::from_millis(millis);
    format!("{}, {} UTC", day(millis), &time.as_str()[11..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_in_a_letter() {
        assert_eq!(day(1_767_614_400_000), "5 January 2026");
    }

    #[test]
    fn a_time_is_written_for_people() {
        assert_eq!(minute(1_764_444_669_048), "29 November 2025, 19:31 UTC");
        assert_eq!(minute(0), "1 January 1970, 00:00 UTC");
    }
}
