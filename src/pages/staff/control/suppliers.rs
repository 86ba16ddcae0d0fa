//! The table of suppliers, with buttons to edit and remove each.

use leptos::prelude::*;
use wire::control::ControlSupplier;
use wire::id::SupplierId;

use super::removal::Removal;
use super::responders::head;
use super::vehicles::Fleet;
use crate::api;
use crate::links;
use crate::remote_data::RemoteData;
use crate::ui::{Badge, Tone, rescue_focus};
use crate::words;

/// The table, and the button that adds one.
pub fn suppliers(fleet: Fleet) -> AnyView {
    let words = words::vehicles();
    let known = fleet.suppliers.value();
    let ids = Memo::new(move |_| {
        known.with(|known| {
            known.iter().flat_map(|all| all.iter()).map(|one| one.supplier.id.0).collect::<Vec<_>>()
        })
    });
    let removal = Removal::new();
    let row = move |id: i64| {
        on_cleanup(|| rescue_focus("suppliers-title"));
        (move || {
            known.with(|known| {
                let one = known.iter().flat_map(|all| all.iter()).find(|one| one.supplier.id.0 == id);
                one.map(|one| {
                    let change = links::control_vehicle_form("supplier", &id.to_string());
                    cells(one, removal.actions(id, one.supplier.name.clone(), change))
                })
            })
        })
        .into_any()
    };
    let none = move || {
        fleet.suppliers.data.with(|seen| match seen {
            RemoteData::Ready { value, .. } if value.is_empty() => view! {
                <div class="empty">
                    <p class="empty__title">{words.no_suppliers}</p>
                    <p>{words.no_suppliers_help}</p>
                </div>
            }
            .into_any(),
            _ => ().into_any(),
        })
    };
    let removed = removal.dialog("remove-supplier", words.remove_supplier, move |id| {
        Box::pin(async move {
            let ended = api::delete_supplier(SupplierId(id)).await;
            fleet.suppliers.refetch();
            ended
        })
    });
    view! {
        <section class="part" aria-labelledby="suppliers-title">
            <div class="part__head">
                <h2 id="suppliers-title" tabindex="-1">{words.suppliers}</h2>
                <a class="button" href=links::control_vehicle_form("supplier", "new")>{words.add_supplier}</a>
            </div>
            {none}
            <div class="table" tabindex="0" role="group" aria-label=words.suppliers>
                <table>
                    <thead><tr>{head(&[words.company, words.phone, words.person, words.address])}</tr></thead>
                    <tbody><For each=move || ids.get() key=|key| *key children=row/></tbody>
                </table>
            </div>
            {removed}
        </section>
    }
    .into_any()
}

fn cells(one: &ControlSupplier, actions: AnyView) -> AnyView {
    let supplier = &one.supplier;
    let demo = if one.demo {
        view! { <Badge text=words::vehicles().demo_mark tone=Tone::Plain/> }.into_any()
    } else {
        ().into_any()
    };
    let phone = supplier.contact_number.clone().map(|number| {
        let href = links::telephone(&number);
        view! { <a href=href>{number}</a> }.into_any()
    });
    view! {
        <tr>
            <th scope="row">{supplier.name.clone()} " " {demo}</th>
            <td>{phone}</td>
            <td>{supplier.contact_person.clone().unwrap_or_default()}</td>
            <td>{supplier.address.clone().unwrap_or_default()}</td>
            <td class="table__actions">{actions}</td>
        </tr>
    }
    .into_any()
}
