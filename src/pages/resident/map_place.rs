//! Where the map stands: what it shows is written here for the map's own program, which comes when somebody is on the way or
//! the resident opens it. Whatever becomes of it, the words of the page say the same.

use leptos::prelude::*;
use serde::Serialize;

use crate::device::shell;
use crate::server_clock::from_device;
use crate::tracker::{Position, View};
use crate::words::words;

/// What the map's program reads.
#[derive(Serialize)]
struct Written {
    here: Option<Position>,
    responder: Option<Coming>,
    route: Option<String>,
}

#[derive(Serialize)]
struct Coming {
    name: String,
    latitude: f64,
    longitude: f64,
    heading: Option<f64>,
    at: i64,
}

/// Nothing, while nobody's place is known.
pub fn map_place(view: &View) -> Option<AnyView> {
    let callout = &view.callout;
    let responder = callout.incident_detail.responder.as_ref().and_then(|responder| {
        let place = responder.responderlocations.last()?;
        Some(Coming {
            name: responder.callsign.clone().unwrap_or_else(|| responder.name.clone()),
            latitude: place.latitude.degrees(),
            longitude: place.longitude.degrees(),
            heading: place.heading,
            at: place.updated_at.millis(),
        })
    });
    let is_coming = responder.is_some();
    let route = callout.route.as_ref().map(|route| route.points.clone());
    let here = view.here.map(|here| Position { at: from_device(here.at), ..here });
    let written = Written { here, responder, route };
    if written.here.is_none() && !is_coming {
        return None;
    }
    let scene = serde_json::to_string(&written).expect("BUG: a scene that cannot be written as JSON");
    let table = &words().tracking;
    Some(
        view! {
            <details class="card map-card" open=is_coming on:toggle=|_| shell::load("map")>
                <summary>{table.map}</summary>
                <div class="map" id="map-place" data-scene=scene role="group" aria-label=table.map>
                    <p class="map__failed">{table.map_instead}</p>
                </div>
            </details>
        }
        .into_any(),
    )
}
