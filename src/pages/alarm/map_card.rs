//! The map of an open callout: the resident, the responder, and the route between them. The map library is loaded
//! when a responder is on the way or the resident opens the map. The words of the page say the same.

use leptos::prelude::*;

use super::follower::Status;
use crate::components::control::{map_words, tiles};
use crate::components::{first_heading, way};
use crate::model::tracker::View;
use crate::server_clock::from_device;
use crate::session::use_session;
use crate::ui::{Look, Map, MapWords, Mark, Place, Scene, Tiles, use_now, when};
use crate::words;

/// An older position is shown as stale.
const STALE_MS: i64 = 60_000;
/// How often the ages of positions are redrawn while nothing else changes, in milliseconds.
const AGES_MS: i64 = 5_000;

/// The card; nothing while no position is known.
#[component]
pub fn MapCard(status: RwSignal<Status>) -> impl IntoView {
    let now = use_now();
    // The ages on the labels grow in steps, so that the route is not decoded every second.
    let step = Memo::new(move |_| now.get() / AGES_MS);
    let scene = Memo::new(move |_| {
        step.track();
        let now = when::now();
        status.with(|status| status.view().map(|view| scene_of(view, now)).unwrap_or_default())
    });
    let has_place = Memo::new(move |_| scene.with(|scene| !scene.marks.is_empty()));
    let is_coming =
        Memo::new(move |_| scene.with(|scene| scene.marks.iter().any(|mark| mark.look == Look::Vehicle)));
    view! { <Show when=move || has_place.get()><Card scene is_coming/></Show> }
}

#[component]
fn Card(scene: Memo<Scene>, is_coming: Memo<bool>) -> impl IntoView {
    let table = &words::common().tracking;
    let session = use_session();
    // Once loaded it stays, whether the card is open or not.
    let opened = RwSignal::new(false);
    let is_wanted = Memo::new(move |_| is_coming.get() || opened.get());
    let map = move || is_wanted.get().then(|| map(scene.into(), session.config.with_untracked(tiles)));
    view! {
        <details class="card map-card" open=move || is_coming.get() on:toggle=move |_| opened.set(true)>
            <summary>{table.map}</summary>
            {map}
        </details>
    }
}

fn scene_of(view: &View, now: i64) -> Scene {
    let callout = &view.callout;
    let route = callout.route.as_ref().map(way).unwrap_or_default();
    let mark = |at: Place, name: &str, known_at: i64| Mark {
        at,
        label: format!("{name}, {}", when::ago(known_at, now)),
        stale: now - known_at > STALE_MS,
        ..Mark::default()
    };
    let here = view.here.map(|here| {
        let at = Place { latitude: here.latitude, longitude: here.longitude };
        Mark {
            key: "here".to_owned(),
            look: Look::Person,
            accuracy: here.accuracy,
            ..mark(at, words::map().you, from_device(here.at))
        }
    });
    let responder = callout.incident_detail.responder.as_ref().and_then(|responder| {
        let place = responder.responderlocations.last()?;
        let name = responder.callsign.as_deref().unwrap_or(&responder.name);
        let at = Place { latitude: place.latitude.degrees(), longitude: place.longitude.degrees() };
        Some(Mark {
            key: "responder".to_owned(),
            look: Look::Vehicle,
            heading: place.heading.or_else(|| first_heading(&route)),
            ..mark(at, name, place.updated_at.millis())
        })
    });
    Scene { marks: here.into_iter().chain(responder).collect(), route }
}

/// The map with its stylesheet, which the page does not have.
fn map(scene: Signal<Scene>, tiles: Option<Tiles>) -> AnyView {
    let map_words = MapWords { failed: words::common().tracking.map_instead, ..map_words() };
    view! {
        <link rel="stylesheet" href="/map.css"/>
        <Map label=words::common().tracking.map words=map_words tiles=tiles scene=scene/>
    }
    .into_any()
}
