//! What the page has written into the map's place, and the marks that it becomes.

use serde::Deserialize;
use wire::callout::Route;

use crate::components::{first_heading, way};
use crate::ui::{Look, Mark, Place, Scene, when};
use crate::words::map as words;

/// What `pages/resident/map_place.rs` writes.
#[derive(Deserialize)]
struct Written {
    here: Option<Spot>,
    responder: Option<Spot>,
    route: Option<String>,
}

#[derive(Deserialize)]
struct Spot {
    name: Option<String>,
    latitude: f64,
    longitude: f64,
    accuracy: Option<f64>,
    heading: Option<f64>,
    at: i64,
}

/// A position older than this is called stale.
const STALE_MS: i64 = 60_000;

/// What is drawn for what the page has written; nothing for what cannot be read.
pub fn scene_of(written: &str) -> Scene {
    let Ok(written) = serde_json::from_str::<Written>(written) else { return Scene::default() };
    let route = written.route.map(|points| way(&Route { points })).unwrap_or_default();
    let here = written.here.map(|spot| Mark { key: "here".to_owned(), look: Look::Person, ..mark(spot) });
    let responder = written.responder.map(|spot| {
        let heading = spot.heading.or_else(|| first_heading(&route));
        Mark { key: "responder".to_owned(), look: Look::Vehicle, heading, ..mark(spot) }
    });
    Scene { marks: here.into_iter().chain(responder).collect(), route }
}

fn mark(spot: Spot) -> Mark {
    let (at, now) = (spot.at, when::now());
    let name = spot.name.unwrap_or_else(|| words().you.to_owned());
    Mark {
        at: Place { latitude: spot.latitude, longitude: spot.longitude },
        label: format!("{name}, {}", when::ago(at, now)),
        accuracy: spot.accuracy,
        stale: now - at > STALE_MS,
        ..Mark::default()
    }
}
