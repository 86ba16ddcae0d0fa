//! A map of a few marks and one route. The page that shows it says the same in words.

mod canvas;
mod labels;
mod leaflet;
mod mark_layer;

use std::rc::Rc;

use js_sys::Array;
use leptos::{html, prelude::*, text_prop::TextProp};

pub use canvas::Canvas;
pub use leaflet::load;

/// A place on the globe, in degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    pub latitude: f64,
    pub longitude: f64,
}

impl From<Place> for Array {
    fn from(at: Place) -> Self {
        leaflet::place(at.latitude, at.longitude)
    }
}

/// What a mark represents; each has its own shape, not only its own colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// A person who needs help: a filled circle.
    Person,
    /// A vehicle on its way or free to go: a square.
    #[default]
    Vehicle,
    /// An unavailable vehicle: an empty square.
    Busy,
    /// A place that is being chosen: a cross.
    Chosen,
}

impl Look {
    fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Vehicle => "vehicle",
            Self::Busy => "busy",
            Self::Chosen => "chosen",
        }
    }

    /// The stacking order of marks at one place.
    fn height(self) -> f64 {
        match self {
            Self::Busy => 0.0,
            Self::Vehicle => 100.0,
            Self::Person => 200.0,
            Self::Chosen => 300.0,
        }
    }
}

/// One mark on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// Identifies the mark; the same key moves it.
    pub key: String,
    pub at: Place,
    pub look: Look,
    /// The label under it.
    pub label: String,
    /// Radius of uncertainty in metres, drawn as a circle.
    pub accuracy: Option<f64>,
    /// Degrees clockwise from north.
    pub heading: Option<f64>,
    /// Its position is old.
    pub stale: bool,
    /// Whether it can be picked.
    pub pickable: bool,
}

/// Everything on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    pub marks: Vec<Mark>,
    pub route: Vec<Place>,
}

/// Map tiles and their attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tiles {
    /// The address with `{z}`, `{x}` and `{y}`.
    pub address: String,
    pub attribution: String,
}

/// The words of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapWords {
    pub zoom_in: &'static str,
    pub zoom_out: &'static str,
    pub show_all: &'static str,
    /// Shown in place of a map that could not be loaded.
    pub failed: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Loading {
    Waiting,
    Ready,
    Failed,
}

/// Draws `scene`. Clicking the ground calls `on_choose`, clicking a pickable mark calls `on_pick` with its key.
#[component]
pub fn Map(
    #[prop(into)] label: TextProp,
    words: MapWords,
    #[prop(into)] scene: Signal<Scene>,
    #[prop(optional_no_strip)] tiles: Option<Tiles>,
    #[prop(into, optional)] on_choose: Option<Callback<Place>>,
    #[prop(into, optional)] on_pick: Option<Callback<String>>,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let state = RwSignal::new(Loading::Waiting);
    let canvas = StoredValue::new_local(None::<Canvas>);
    let begin = move |frame: web_sys::HtmlElement| {
        let tiles = tiles.clone();
        async move {
            let loaded = leaflet::load().await.is_ok();
            // The page may have changed.
            if !loaded {
                let _ = state.try_set(Loading::Failed);
            } else if canvas.try_with_value(Option::is_none) == Some(true) {
                let choose = on_choose.map(|choose| Rc::new(move |at| choose.run(at)) as Rc<dyn Fn(Place)>);
                let pick = on_pick.map(|pick| Rc::new(move |key| pick.run(key)) as Rc<dyn Fn(String)>);
                let zoom = (words.zoom_in, words.zoom_out);
                canvas.set_value(Some(Canvas::new(&frame, tiles.as_ref(), zoom, choose, pick)));
                state.set(Loading::Ready);
            }
        }
    };
    // Leaflet needs a real element, so it starts when there is one.
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            leptos::task::spawn_local(begin(frame.into()));
        }
    });
    Effect::new(move |_| {
        let scene = scene.get();
        if state.get() == Loading::Ready {
            canvas.update_value(|canvas| _ = canvas.as_mut().map(|canvas| canvas.draw(&scene)));
        }
    });
    on_cleanup(move || _ = canvas.try_update_value(Option::take));
    let show_all = move |_| {
        canvas.with_value(|canvas| _ = canvas.as_ref().map(|canvas| canvas.show_all(&scene.get_untracked())));
    };
    view! {
        <div class="map" role="group" aria-label=move || label.get()>
            <div class="map__ground" node_ref=frame data-picks=on_choose.is_some()></div>
            <Show when=move || state.get() == Loading::Ready>
                <button class="button button--small map__all" type="button" on:click=show_all>
                    {words.show_all}
                </button>
            </Show>
            <Show when=move || state.get() == Loading::Failed>
                <p class="map__failed">{words.failed}</p>
            </Show>
        </div>
    }
}
