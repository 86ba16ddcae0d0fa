//! Numbers with a unit: metres, and the distance and duration that a callout shows in words and in figures.

use crate::lenient::{Lenient, read_leniently};
use serde::{Deserialize, Serialize};
use serde_json::Number;

/// A length in metres that keeps the digits it was read with (`20` and `50.0` are not changed).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = f64))]
#[serde(transparent)]
pub struct Metres(Number);

impl Metres {
    /// Metres from a computed value; a value that is not finite becomes 0.
    pub fn new(metres: f64) -> Self {
        Self(Number::from_f64(metres).unwrap_or_else(|| Number::from(0)))
    }

    /// The length in metres.
    pub fn value(&self) -> f64 {
        self.0.as_f64().unwrap_or_default()
    }
}

/// One measured value, in words and in its unit; `{}` while it is unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Quantity))]
pub struct Measure {
    /// In words, such as `1.2 km` or `3 mins`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Metres or seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
}

read_leniently!(Measure { text, value });

impl Measure {
    /// A distance of this many metres.
    pub fn metres(metres: i64) -> Self {
        Self { text: Some(distance_text(metres)), value: Some(metres) }
    }

    /// A duration of this many seconds.
    pub fn seconds(seconds: i64) -> Self {
        Self { text: Some(duration_text(seconds)), value: Some(seconds) }
    }
}

/// The responder's distance and travel time; both are `{}` until a responder is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Distance {
    /// Metres along the road.
    pub distance: Measure,
    /// Seconds along the road.
    pub duration: Measure,
}

read_leniently!(Distance { distance, duration });

/// A distance in the source's words: `1 m`, `350 m`, `1.2 km`.
pub fn distance_text(metres: i64) -> String {
    if metres < 1000 {
        return format!("{} m", metres.max(1));
    }
    let hundreds = (metres + 50) / 100;
    format!("{}.{} km", hundreds / 10, hundreds % 10)
}

/// Minutes in a day.
const DAY: i64 = 24 * 60;

/// A duration in the source's words: at least `1 min`, then whole minutes, and whole days from two days on.
pub fn duration_text(seconds: i64) -> String {
    match ((seconds + 30) / 60).max(1) {
        1 => "1 min".to_owned(),
        minutes if minutes >= 2 * DAY => format!("{} days", minutes / DAY),
        minutes if minutes < 60 => format!("{minutes} mins"),
        minutes => match (minutes / 60, minutes % 60) {
            (1, 0) => "1 hour".to_owned(),
            (hours, 0) => format!("{hours} hours"),
            (1, rest) => format!("1 hour {rest} mins"),
            (hours, rest) => format!("{hours} hours {rest} mins"),
        },
    }
}

impl Lenient for Metres {
    fn read(value: serde_json::Value) -> Option<Self> {
        Number::read(value).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_sources() {
        assert_eq!(distance_text(0), "1 m");
        assert_eq!(distance_text(1213), "1.2 km");
        assert_eq!(duration_text(0), "1 min");
        assert_eq!(duration_text(195), "3 mins");
        assert_eq!(duration_text(5400), "1 hour 30 mins");
        assert_eq!(duration_text(322 * 3600), "13 days");
    }
}
