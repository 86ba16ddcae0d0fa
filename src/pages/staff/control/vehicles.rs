//! Responders, their vehicles and the suppliers: adding, placing (on the map or by typing), editing and removing them
//! (`/api/control/responders`, `/api/control/suppliers`). The open form is in the address.

use leptos::prelude::*;
use wire::control::{ControlResponder, ControlSupplier};
use wire::session::Role;

use super::responder_form::ResponderPanel;
use super::responders::responders;
use super::supplier_form::SupplierPanel;
use super::suppliers::suppliers;
use crate::api::{list_responders, list_suppliers};
use crate::components::control::{map_words, tiles, vehicle_mark};
use crate::model::control::place;
use crate::navigation::use_query;
use crate::pages::staff::{gate, poll_notice, use_page_title};
use crate::remote_data::{Poll, use_poll};
use crate::session::use_session;
use crate::ui::{Look, Map, Mark, Place, Scene, use_now};
use crate::words;

/// Which form is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenForm {
    Nothing,
    /// A responder's: its number, or `new`.
    Responder(String),
    /// A supplier's: its number, or `new`.
    Supplier(String),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Fleet {
    pub responders: Poll<Vec<ControlResponder>>,
    pub suppliers: Poll<Vec<ControlSupplier>>,
    pub editing: Memo<OpenForm>,
    /// Degrees north of the place in the open form, as typed.
    pub latitude: RwSignal<String>,
    pub longitude: RwSignal<String>,
}

/// The page, for controllers.
#[component]
pub fn VehiclesPage() -> impl IntoView {
    use_page_title(words::vehicles().title);
    gate(&[Role::Controller], fleet_page)
}

fn fleet_page() -> AnyView {
    let words = words::vehicles();
    let query = use_query();
    let editing = Memo::new(move |_| match (query.get("responder"), query.get("supplier")) {
        (Some(which), _) => OpenForm::Responder(which),
        (None, Some(which)) => OpenForm::Supplier(which),
        (None, None) => OpenForm::Nothing,
    });
    let all = Signal::stored(String::new());
    let fleet = Fleet {
        responders: use_poll(all, |_, etag| {
            Box::pin(async move { list_responders(None, etag.as_deref()).await })
        }),
        suppliers: use_poll(all, |_, etag| {
            Box::pin(async move { list_suppliers(None, etag.as_deref()).await })
        }),
        editing,
        latitude: RwSignal::new(String::new()),
        longitude: RwSignal::new(String::new()),
    };
    let form = move || match editing.get() {
        OpenForm::Nothing => ().into_any(),
        OpenForm::Responder(which) => view! { <ResponderPanel fleet which/> }.into_any(),
        OpenForm::Supplier(which) => view! { <SupplierPanel fleet which/> }.into_any(),
    };
    view! {
        <div class="fleet">
            <header class="fleet__head">
                <h1>{words.title}</h1>
                <p class="quiet">{words.lead}</p>
            </header>
            {poll_notice(fleet.responders)}
            <div class="fleet__parts">
                <div class="fleet__side"><FleetMap fleet/>{form}</div>
                <div class="fleet__lists">{responders(fleet)}{suppliers(fleet)}</div>
            </div>
        </div>
    }
    .into_any()
}

/// The map; clicking it places the vehicle of the open form.
#[component]
fn FleetMap(fleet: Fleet) -> impl IntoView {
    let words = words::vehicles();
    let tiles = use_session().config.with_untracked(tiles);
    let scene = use_scene(fleet);
    let places = Memo::new(move |_| matches!(fleet.editing.get(), OpenForm::Responder(_)));
    let choose = Callback::new(move |at: Place| {
        if places.get_untracked() {
            fleet.latitude.set(place::typed(at.latitude));
            fleet.longitude.set(place::typed(at.longitude));
        }
    });
    view! {
        <div class="fleet__ground">
            <Map label=words.map words=map_words() tiles=tiles scene=scene on_choose=choose/>
            {move || places.get().then(|| view! { <p class="quiet">{words::vehicles().map_choose}</p> }.into_any())}
        </div>
    }
}

/// All vehicles, and a cross at the place in the form.
fn use_scene(fleet: Fleet) -> Memo<Scene> {
    let session = use_session();
    let now = use_now();
    let known = fleet.responders.value();
    Memo::new(move |_| {
        let beat = session.config.with(|config| config.poll_seconds);
        let vehicles = known.with(|known| {
            let all = known.iter().flat_map(|all| all.iter());
            all.filter_map(|one| vehicle_mark(one, now.get(), beat)).collect::<Vec<_>>()
        });
        let chosen = matches!(fleet.editing.get(), OpenForm::Responder(_)).then(|| chosen(fleet)).flatten();
        Scene { marks: vehicles.into_iter().chain(chosen).collect(), route: Vec::new() }
    })
}

fn chosen(fleet: Fleet) -> Option<Mark> {
    let latitude = place::latitude(&fleet.latitude.get())?;
    let longitude = place::longitude(&fleet.longitude.get())?;
    Some(Mark {
        key: "chosen".to_owned(),
        at: Place { latitude, longitude },
        look: Look::Chosen,
        label: words::vehicles().place.to_owned(),
        ..Mark::default()
    })
}
