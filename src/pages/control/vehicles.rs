//! Responders, their vehicles and the suppliers: made, placed by a press on the map or by typing, changed and removed
//! (`/api/control/responders`, `/api/control/suppliers`). Which form is open stands in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::control::{ControlResponder, ControlSupplier};
use wire::session::Role;

use super::responder_form::ResponderPanel;
use super::responders::Responders;
use super::supplier_form::SupplierPanel;
use super::suppliers::Suppliers;
use super::told::PollNotice;
use crate::api::{list_responders, list_suppliers};
use crate::components::control::{map_words, tiles, vehicle_mark};
use crate::control::place;
use crate::pages::staff::{Gate, use_page_title};
use crate::poll::{Poll, use_poll};
use crate::session::use_session;
use crate::ui::{Look, Map, Mark, Place, Scene, use_now};
use crate::words::vehicles;

/// Which form is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Editing {
    /// None.
    Nothing,
    /// A responder's: its number, or `new`.
    Responder(String),
    /// A supplier's: its number, or `new`.
    Supplier(String),
}

/// Everything that the parts of the page share.
#[derive(Clone, Copy)]
pub struct Fleet {
    /// The responders.
    pub responders: Poll<Vec<ControlResponder>>,
    /// The suppliers.
    pub suppliers: Poll<Vec<ControlSupplier>>,
    /// The open form.
    pub editing: Memo<Editing>,
    /// Degrees north of the place in the open form, as typed.
    pub latitude: RwSignal<String>,
    /// Degrees east.
    pub longitude: RwSignal<String>,
}

/// The page, for controllers.
#[component]
pub fn VehiclesPage() -> impl IntoView {
    use_page_title(vehicles().title);
    view! { <Gate role=Role::Controller><Vehicles/></Gate> }
}

#[component]
fn Vehicles() -> impl IntoView {
    let words = vehicles();
    let session = use_session();
    let query = use_location().query;
    let editing = Memo::new(move |_| {
        query.with(|query| match (query.get("responder"), query.get("supplier")) {
            (Some(which), _) => Editing::Responder(which),
            (None, Some(which)) => Editing::Supplier(which),
            (None, None) => Editing::Nothing,
        })
    });
    let responders: Poll<Vec<ControlResponder>> =
        use_poll(Signal::stored(()), |(), tag| async move { list_responders(None, tag.as_deref()).await });
    let suppliers: Poll<Vec<ControlSupplier>> =
        use_poll(Signal::stored(()), |(), tag| async move { list_suppliers(tag.as_deref()).await });
    let fleet = Fleet {
        responders,
        suppliers,
        editing,
        latitude: RwSignal::new(String::new()),
        longitude: RwSignal::new(String::new()),
    };
    let places = Memo::new(move |_| matches!(editing.get(), Editing::Responder(_)));
    let scene = use_scene(fleet);
    let choose = Callback::new(move |at: Place| {
        if places.get_untracked() {
            fleet.latitude.set(place::typed(at.latitude));
            fleet.longitude.set(place::typed(at.longitude));
        }
    });
    view! {
        <div class="fleet">
            <header class="fleet__head">
                <h1>{words.title}</h1>
                <p class="quiet">{words.lead}</p>
            </header>
            <PollNotice seen=Signal::derive(move || {
                responders.seen.with(|seen| (seen.error().cloned(), seen.at()))
            })/>
            <div class="fleet__parts">
                <div class="fleet__side">
                    <div class="fleet__ground">
                        <Map
                            label=words.map
                            words=map_words()
                            tiles=session.config.with_untracked(tiles)
                            scene=scene
                            on_choose=choose
                        />
                        <Show when=move || places.get()><p class="quiet">{words.map_choose}</p></Show>
                    </div>
                    {move || match editing.get() {
                        Editing::Nothing => ().into_any(),
                        Editing::Responder(which) => view! { <ResponderPanel fleet=fleet which=which/> }.into_any(),
                        Editing::Supplier(which) => view! { <SupplierPanel fleet=fleet which=which/> }.into_any(),
                    }}
                </div>
                <div class="fleet__lists">
                    <Responders fleet=fleet/>
                    <Suppliers fleet=fleet/>
                </div>
            </div>
        </div>
    }
}

/// All vehicles, and a cross where the one in the form is to stand.
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
        let chosen = matches!(fleet.editing.get(), Editing::Responder(_)).then(|| chosen(fleet)).flatten();
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
        label: vehicles().place.to_owned(),
        ..Mark::default()
    })
}
