//! Degrees of latitude and longitude.
//!
//! The callout contract uses numbers in requests and strings in responses. Both are read, and each is written in the form in
//! which it was read, digit for digit.

use crate::lenient::Lenient;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Number, Value};
use std::fmt;

/// A number of degrees, north or east positive, in the form in which it was read. It is finite; [`in_range`] checks its range.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Coordinate {
    /// The form of requests.
    Number(Number),
    /// The form of responses.
    Text(String),
}

impl Coordinate {
    /// A coordinate in the form of requests. A value that is not finite becomes 0, because JSON cannot represent it.
    pub fn number(degrees: f64) -> Self {
        Self::Number(Number::from_f64(degrees).unwrap_or_else(|| Number::from(0)))
    }

    /// A coordinate in the form of responses.
    pub fn text(degrees: f64) -> Self {
        Self::Text(degrees.to_string())
    }

    /// The value in degrees.
    pub fn degrees(&self) -> f64 {
        match self {
            Self::Number(number) => number.as_f64().unwrap_or_default(),
            Self::Text(text) => parse(text).unwrap_or_default(),
        }
    }
}

/// Reads decimal digits, exactly for up to 15 of them and within a nanometre for more. The standard library's parser adds 10 KB
/// of tables, which the app would load before it can do anything.
fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty()
        || whole.len() > 15
        || !whole.bytes().chain(fraction.bytes()).all(|c| c.is_ascii_digit())
    {
        return None;
    }
    let (mut value, mut scale) = (0u64, 1u64);
    for (at, digit) in whole.bytes().chain(fraction.bytes()).take(18).enumerate() {
        value = value * 10 + u64::from(digit - b'0');
        if at >= whole.len() {
            scale *= 10;
        }
    }
    let degrees = value as f64 / scale as f64;
    Some(if negative { -degrees } else { degrees })
}

impl Default for Coordinate {
    fn default() -> Self {
        Self::number(0.0)
    }
}

impl PartialEq for Coordinate {
    fn eq(&self, other: &Self) -> bool {
        self.degrees() == other.degrees()
    }
}

impl Lenient for Coordinate {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Number(number) if number.as_f64().is_some_and(f64::is_finite) => {
                Some(Self::Number(number))
            }
            Value::String(text) if parse(&text).is_some() => Some(Self::Text(text)),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Coordinate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || D::Error::custom("write the degrees as a number, like -26.109");
        Self::read(Value::deserialize(deserializer)?).ok_or_else(wrong)
    }
}

/// Coordinates outside the valid range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffTheGlobe {
    /// The latitude is beyond a pole.
    Latitude,
    /// The longitude is beyond the date line.
    Longitude,
}

impl fmt::Display for OffTheGlobe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Latitude => "latitude: write a number from -90 to 90",
            Self::Longitude => "longitude: write a number from -180 to 180",
        })
    }
}

/// Whether both are valid coordinates.
pub fn in_range(latitude: &Coordinate, longitude: &Coordinate) -> Result<(), OffTheGlobe> {
    if latitude.degrees().abs() > 90.0 {
        return Err(OffTheGlobe::Latitude);
    }
    if longitude.degrees().abs() > 180.0 {
        return Err(OffTheGlobe::Longitude);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_and_strings_are_read_and_written_as_they_came() {
        for value in [json!(-26.109054), json!(28), json!("28.083003333333334"), json!("-33.8633800")] {
            let read: Coordinate = serde_json::from_value(value.clone()).unwrap();
            assert_eq!(serde_json::to_value(read).unwrap(), value);
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for value in
            [json!(null), json!("north"), json!("NaN"), json!("inf"), json!(""), json!([1]), json!(true)]
        {
            assert!(serde_json::from_value::<Coordinate>(value.clone()).is_err(), "{value}");
        }
    }

    #[test]
    fn text_is_read_as_the_standard_library_reads_it() {
        for text in
            ["-26.109095000000003", "28.083003333333334", "-33.8633800", "0", "180.0", "+7.5", "-0.0000001"]
        {
            let (here, there) = (parse(text).unwrap(), text.parse::<f64>().unwrap());
            assert!((here - there).abs() < 1e-13, "{text}: {here} and {there}");
        }
        assert_eq!(parse("28.0830046"), Some(28.0830046));
    }

    #[test]
    fn the_poles_and_the_date_line_are_the_limits() {
        let at =
            |latitude, longitude| in_range(&Coordinate::number(latitude), &Coordinate::number(longitude));
        assert_eq!(at(90.0, -180.0), Ok(()));
        assert_eq!(at(90.01, 0.0), Err(OffTheGlobe::Latitude));
        assert_eq!(at(0.0, 180.01), Err(OffTheGlobe::Longitude));
    }
}
