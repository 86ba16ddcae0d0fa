//! The way of whoever comes, as a map draws it.

use wire::callout::Route;

use crate::ui::Place;

/// The places of an encoded way; one that cannot be read is left out, since the marks say enough.
pub fn way(route: &Route) -> Vec<Place> {
    polyline::decode_polyline(&route.points, 5)
        .map(|line| line.into_iter().map(|at| Place { latitude: at.y, longitude: at.x }).collect())
        .unwrap_or_default()
}

/// Where the way leads first: whoever comes moves along it.
pub fn first_heading(way: &[Place]) -> Option<f64> {
    let [from, to, ..] = way else { return None };
    Some(wire::geo::heading((from.latitude, from.longitude), (to.latitude, to.longitude)))
}
