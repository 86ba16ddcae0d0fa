//! A place typed as coordinates: the keyboard's way to place a vehicle.

use wire::control::ResponderPosition;
use wire::coordinate::Coordinate;

/// Parses a latitude, as typed.
pub fn latitude(text: &str) -> Option<f64> {
    degrees(text, 90.0)
}

/// Parses a longitude, as typed.
pub fn longitude(text: &str) -> Option<f64> {
    degrees(text, 180.0)
}

fn degrees(text: &str, limit: f64) -> Option<f64> {
    let value: f64 = text.trim().trim_end_matches('°').trim().parse().ok()?;
    (value.is_finite() && value.abs() <= limit).then_some(value)
}

/// Degrees as text: six digits are eleven centimetres.
pub fn typed(degrees: f64) -> String {
    format!("{degrees:.6}")
}

/// A position that a person chose on the map or typed.
pub fn position(latitude: f64, longitude: f64) -> ResponderPosition {
    ResponderPosition {
        latitude: Coordinate::number(latitude),
        longitude: Coordinate::number(longitude),
        accuracy: None,
        heading: None,
        recorded_at: None,
        route: None,
        distance: None,
        duration: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_as_people_write_them() {
        assert_eq!(latitude(" -26.109 "), Some(-26.109));
        assert_eq!(longitude("28.083°"), Some(28.083));
        assert_eq!(latitude("90.1"), None);
        assert_eq!(longitude("-180"), Some(-180.0));
        assert_eq!(latitude("NaN"), None);
        assert_eq!(latitude(""), None);
    }
}
