//! The responder's route, as a map draws it.

use wire::callout::Route;

use crate::ui::Place;

/// The places of an encoded route; an unreadable one is empty, since the marks are enough.
pub fn way(route: &Route) -> Vec<Place> {
    polyline::decode_polyline(&route.points, 5)
        .map(|line| line.into_iter().map(|at| Place { latitude: at.y, longitude: at.x }).collect())
        .unwrap_or_default()
}

/// The first heading of a route: the vehicle moves along it.
pub fn first_heading(way: &[Place]) -> Option<f64> {
    let [from, to, ..] = way else { return None };
    Some(wire::geo::heading((from.latitude, from.longitude), (to.latitude, to.longitude)))
}
