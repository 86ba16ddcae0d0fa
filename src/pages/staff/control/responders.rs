//! The table of responders, with buttons to edit and remove each.

use leptos::prelude::*;
use wire::classification::{MEDICAL, SECURITY};
use wire::control::ControlResponder;
use wire::id::ResponderId;

use super::dispatch::availability;
use super::removal::Removal;
use super::vehicles::Fleet;
use crate::api;
use crate::components::control::{age, vehicle_name};
use crate::links;
use crate::remote_data::RemoteData;
use crate::ui::{Badge, Skeleton, Tone, rescue_focus, use_now};
use crate::words;

/// The table, and the button that adds one.
pub fn responders(fleet: Fleet) -> AnyView {
    let words = words::vehicles();
    let now = use_now();
    let known = fleet.responders.value();
    let ids = Memo::new(move |_| {
        known.with(|known| {
            known.iter().flat_map(|all| all.iter()).map(|one| one.responder.id.0).collect::<Vec<_>>()
        })
    });
    let removal = Removal::new();
    let row = move |id: i64| {
        on_cleanup(|| rescue_focus("responders-title"));
        (move || {
            known.with(|known| {
                let one = known.iter().flat_map(|all| all.iter()).find(|one| one.responder.id.0 == id);
                one.map(|one| {
                    let name = vehicle_name(&one.responder);
                    let change = links::control_vehicle_form("responder", &id.to_string());
                    cells(one, now.get(), removal.actions(id, name, change))
                })
            })
        })
        .into_any()
    };
    let instead = move || {
        fleet.responders.data.with(|seen| match seen {
            RemoteData::Loading => view! { <Skeleton words=words::staff().loading bars=5/> }.into_any(),
            RemoteData::Ready { value, .. } if value.is_empty() => {
                view! { <div class="empty"><p class="empty__title">{words.none}</p><p>{words.none_help}</p></div> }
                    .into_any()
            }
            _ => ().into_any(),
        })
    };
    let removed = removal.dialog("remove-responder", words.remove_vehicle, move |id| {
        Box::pin(async move {
            let ended = api::delete_responder(ResponderId(id)).await;
            fleet.responders.refetch();
            ended
        })
    });
    let heads =
        [words.callsign, words.crew, words.vehicle, words.trained, words.availability, words.position];
    view! {
        <section class="part" aria-labelledby="responders-title">
            <div class="part__head">
                <h2 id="responders-title" tabindex="-1">{words.responders}</h2>
                <a class="button" href=links::control_vehicle_form("responder", "new")>{words.add_responder}</a>
            </div>
            {instead}
            <div class="table table--vehicles" tabindex="0" role="group" aria-label=words.responders>
                <table>
                    <thead><tr>{head(&heads)}</tr></thead>
                    <tbody><For each=move || ids.get() key=|key| *key children=row/></tbody>
                </table>
            </div>
            {removed}
        </section>
    }
    .into_any()
}

/// The table's column headings; the last one, of the actions, is visually hidden.
pub fn head(names: &[&'static str]) -> impl IntoView + use<> {
    let heads: Vec<_> = names.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect();
    let actions =
        view! { <th scope="col"><span class="visually-hidden">{words::vehicles().actions}</span></th> };
    view! { {heads}{actions} }
}

fn cells(one: &ControlResponder, now: i64, actions: AnyView) -> AnyView {
    let (state, tone) = availability(one);
    let demo = if one.demo {
        view! { <Badge text=words::vehicles().demo_mark tone=Tone::Plain/> }.into_any()
    } else {
        ().into_any()
    };
    let position = match &one.position {
        Some(at) => age(at.found_at(), now),
        None => view! { <p class="quiet">{words::dispatch().no_position}</p> }.into_any(),
    };
    let plate = one.responder.vehicle_license_plate.clone().unwrap_or_default();
    view! {
        <tr>
            <th scope="row">{vehicle_name(&one.responder)} " " {demo}</th>
            <td>{crew(one)}<p class="quiet">{one.supplier_name.clone().unwrap_or_default()}</p></td>
            <td>{vehicle(one)}<p class="quiet">{plate}</p></td>
            <td>{trained(one)}</td>
            <td><Badge text=state tone=tone/></td>
            <td>{position}</td>
            <td class="table__actions">{actions}</td>
        </tr>
    }
    .into_any()
}

fn crew(one: &ControlResponder) -> String {
    format!("{} {}", one.responder.name, one.responder.surname).trim().to_owned()
}

fn vehicle(one: &ControlResponder) -> String {
    let responder = &one.responder;
    let parts = [&responder.vehicle_colour, &responder.vehicle_make, &responder.vehicle_model];
    let parts: Vec<_> =
        parts.into_iter().flatten().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn trained(one: &ControlResponder) -> String {
    let words = words::vehicles();
    let all = [(SECURITY, words.security), (MEDICAL, words.medical)];
    let known: Vec<_> =
        all.into_iter().filter(|(id, _)| one.response_type_ids.contains(id)).map(|(_, name)| name).collect();
    known.join(", ")
}
