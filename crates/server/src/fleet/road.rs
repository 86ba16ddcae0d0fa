//! Made-up routes along streets, without a map: deterministic, and as long as they look.
//!
//! They are only for the vehicles of a demonstration, which do not exist. The route of a real vehicle is never made up: its
//! distance is a straight line unless its own device reports more.

use geo_types::Coord;
use wire::geo::metres_between;

/// A position as (latitude, longitude) in degrees.
pub type Place = (f64, f64);

/// Average speed in a town, stops included: 30 km/h in metres a second.
pub const SPEED: f64 = 30.0 / 3.6;

/// The angle between the streets and north, in radians.
const TURNED: f64 = 0.25;

/// Metres between two crossings.
const BLOCK: f64 = 140.0;

/// The most turns in one direction; longer routes have longer straight parts.
const MOST_TURNS: f64 = 12.0;

/// Metres of one degree of latitude.
const DEGREE: f64 = 111_195.0;

/// The route from one position to another; its ends are exact.
pub fn route(from: Place, to: Place) -> Vec<Place> {
    let shrink = from.0.to_radians().cos().max(0.01);
    let (east, north) = ((to.1 - from.1) * DEGREE * shrink, (to.0 - from.0) * DEGREE);
    let (sin, cos) = TURNED.sin_cos();
    let (along, across) = (east * cos + north * sin, north * cos - east * sin);
    let turns = (along.abs().min(across.abs()) / BLOCK).ceil().clamp(1.0, MOST_TURNS);
    let place = |along: f64, across: f64| {
        let (east, north) = (along * cos - across * sin, along * sin + across * cos);
        (from.0 + north / DEGREE, from.1 + east / DEGREE / shrink)
    };
    let mut points = vec![from];
    let mut turn = 0.0;
    while turn < turns {
        points.push(place(along * (turn + 1.0) / turns, across * turn / turns));
        points.push(place(along * (turn + 1.0) / turns, across * (turn + 1.0) / turns));
        turn += 1.0;
    }
    if let Some(last) = points.last_mut() {
        *last = to;
    }
    points.dedup_by(|next, kept| metres_between(*next, *kept) < 0.5);
    if points.len() == 1 {
        points.push(to);
    }
    points
}

/// Metres along the route.
pub fn length(points: &[Place]) -> f64 {
    points.windows(2).map(|pair| metres_between(pair[0], pair[1])).sum()
}

/// Whole metres and seconds along the route.
pub fn measure(points: &[Place]) -> (i64, i64) {
    let metres = length(points).round();
    (metres as i64, (metres / SPEED).round() as i64)
}

/// Distance in metres, and travel time in seconds if known: along a made-up route for a vehicle of a demonstration; for a real
/// vehicle in a straight line, without a travel time.
pub fn estimate(is_demo: bool, from: Place, to: Place) -> (i64, Option<i64>) {
    if is_demo {
        let (metres, seconds) = measure(&route(from, to));
        return (metres, Some(seconds));
    }
    (metres_between(from, to).round() as i64, None)
}

/// The remaining route after driving this many metres; it begins at the vehicle. At the end only the last point remains.
pub fn advance(points: &[Place], metres: f64) -> Vec<Place> {
    let mut left = metres.max(0.0);
    for (at, pair) in points.windows(2).enumerate() {
        let step = metres_between(pair[0], pair[1]);
        if step > left {
            let part = left / step;
            let here =
                (pair[0].0 + (pair[1].0 - pair[0].0) * part, pair[0].1 + (pair[1].1 - pair[0].1) * part);
            return std::iter::once(here).chain(points[at + 1..].iter().copied()).collect();
        }
        left -= step;
    }
    points.last().copied().into_iter().collect()
}

/// A Google encoded polyline with precision 5; empty if a coordinate is out of range.
pub fn encode(points: &[Place]) -> String {
    let coordinates = points.iter().map(|&(latitude, longitude)| Coord { x: longitude, y: latitude });
    polyline::encode_coordinates(coordinates, 5).unwrap_or_default()
}

/// Decodes such a polyline; `None` if it is malformed or empty.
pub fn decode(text: &str) -> Option<Vec<Place>> {
    let line = polyline::decode_polyline(text, 5).ok()?;
    let points: Vec<_> = line.0.into_iter().map(|coordinate| (coordinate.y, coordinate.x)).collect();
    let on_globe = |&(latitude, longitude): &Place| latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    (!points.is_empty() && points.iter().all(on_globe)).then_some(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FROM: Place = (-26.113_298, 28.084_8);
    const TO: Place = (-26.109_054, 28.083);

    #[test]
    fn a_way_begins_and_ends_where_it_should_and_turns_at_corners() {
        let way = route(FROM, TO);
        assert_eq!((way[0], way[way.len() - 1]), (FROM, TO));
        assert!(way.len() >= 3);
        let straight = metres_between(FROM, TO);
        assert!(length(&way) > straight && length(&way) < straight * 1.5);
    }

    #[test]
    fn driving_shortens_the_way_by_what_was_driven() {
        let way = route(FROM, TO);
        let rest = advance(&way, 100.0);
        assert!((length(&way) - length(&rest) - 100.0).abs() < 0.5);
        assert_eq!(advance(&way, 1e6), [TO]);
    }

    #[test]
    fn the_published_example_is_latitude_first() {
        assert_eq!(decode("_p~iF~ps|U_ulLnnqC").unwrap(), [(38.5, -120.2), (40.7, -120.95)]);
        assert_eq!(encode(&[(38.5, -120.2), (40.7, -120.95)]), "_p~iF~ps|U_ulLnnqC");
        assert_eq!(decode(""), None);
    }

    #[test]
    fn two_equal_places_are_a_way_of_no_length() {
        assert_eq!(measure(&route(TO, TO)), (0, 0));
        assert!(decode(&encode(&route(TO, TO))).is_some());
    }

    proptest! {
        #[test]
        fn any_two_places_have_a_way(a in -89.0..89.0f64, b in -180.0..180.0f64, c in -89.0..89.0f64, d in -180.0..180.0f64) {
            let way = route((a, b), (c, d));
            prop_assert!(way.iter().all(|place| place.0.is_finite() && place.1.is_finite()));
            prop_assert_eq!(*way.last().unwrap(), (c, d));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,60}") {
            let _ = decode(&text);
        }
    }
}
