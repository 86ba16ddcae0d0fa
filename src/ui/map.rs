//! A map of a few marks and one route. It is a help and never the only way to know: whoever shows it says the same in words.

mod canvas;
mod drawn;
mod labels;
mod leaflet;

use std::rc::Rc;

use js_sys::Array;
use leptos::{html, prelude::*, text_prop::TextProp};

pub use canvas::Canvas;
pub use leaflet::load;

/// A place on the globe, in degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// North.
    pub latitude: f64,
    /// East.
    pub longitude: f64,
}

impl From<Place> for Array {
    fn from(at: Place) -> Self {
        leaflet::place(at.latitude, at.longitude)
    }
}

/// What a mark stands for; each has its own shape, not only its own colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// A person who needs help: a filled circle.
    Person,
    /// A vehicle on its way or free to go: a square.
    #[default]
    Vehicle,
    /// A vehicle that is not to be had: an empty square.
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

    /// Who lies on top where two are in one place.
    fn height(self) -> f64 {
        match self {
            Self::Busy => 0.0,
            Self::Vehicle => 100.0,
            Self::Person => 200.0,
            Self::Chosen => 300.0,
        }
    }
}

/// One thing on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// Tells it from all others; a mark with the same key moves.
    pub key: String,
    /// Where it is.
    pub at: Place,
    /// What it stands for.
    pub look: Look,
    /// The words under it.
    pub label: String,
    /// Radius of uncertainty in metres, drawn as a circle.
    pub accuracy: Option<f64>,
    /// Degrees clockwise from north.
    pub heading: Option<f64>,
    /// Its position is old.
    pub stale: bool,
    /// It can be pressed.
    pub pickable: bool,
}

/// Everything on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The marks.
    pub marks: Vec<Mark>,
    /// The way of whoever comes.
    pub route: Vec<Place>,
}

/// Where pictures of the ground come from, and whom they are owed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tiles {
    /// The address with `{z}`, `{x}` and `{y}`.
    pub address: String,
    /// Whom they are owed to.
    pub attribution: String,
}

/// The words that a map needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapWords {
    /// The plus.
    pub zoom_in: &'static str,
    /// The minus.
    pub zoom_out: &'static str,
    /// The button that brings everything into view.
    pub show_all: &'static str,
    /// Shown in the map's place when it could not be loaded.
    pub failed: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Loading {
    Waiting,
    Ready,
    Failed,
}

/// Draws `scene`. A press on the ground calls `on_choose`, a press on a pickable mark `on_pick` with its key.
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
            // The page may be another one by now.
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
    // Leaflet draws into a real element, so it starts when there is one.
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
