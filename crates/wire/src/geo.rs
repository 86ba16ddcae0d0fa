//! Distances on the globe.

const EARTH: f64 = 6_371_008.8;

/// Metres between two places, given as (latitude, longitude) in degrees, along the great circle.
pub fn metres_between(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat_from, lat_to) = (from.0.to_radians(), to.0.to_radians());
    let half = |a: f64, b: f64| ((b - a) / 2.0).sin().powi(2);
    let chord =
        half(lat_from, lat_to) + lat_from.cos() * lat_to.cos() * half(from.1.to_radians(), to.1.to_radians());
    2.0 * EARTH * chord.min(1.0).sqrt().asin()
}

/// The bearing of `to` seen from `from`, in degrees clockwise from north.
pub fn heading(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat_from, lat_to) = (from.0.to_radians(), to.0.to_radians());
    let east = (to.1 - from.1).to_radians();
    let y = east.sin() * lat_to.cos();
    let x = lat_from.cos() * lat_to.sin() - lat_from.sin() * lat_to.cos() * east.cos();
    y.atan2(x).to_degrees().rem_euclid(360.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_about_111_kilometres() {
        assert!((metres_between((0.0, 0.0), (1.0, 0.0)) - 111_195.0).abs() < 1.0);
        assert!((metres_between((-26.113_298, 28.084_8), (-26.109_095, 28.083_003)) - 500.0).abs() < 10.0);
    }

    #[test]
    fn headings_go_clockwise_from_north() {
        assert!(heading((0.0, 0.0), (1.0, 0.0)).abs() < 0.01);
        assert!((heading((0.0, 0.0), (0.0, 1.0)) - 90.0).abs() < 0.01);
        assert!((heading((0.0, 0.0), (0.0, -1.0)) - 270.0).abs() < 0.01);
    }
}
