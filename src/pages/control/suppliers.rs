//! The table of suppliers, with the ways to change and to remove each.

use leptos::prelude::*;
use wire::control::ControlSupplier;
use wire::id::SupplierId;

use super::told::{ActionNotice, failure};
use super::vehicles::Fleet;
use crate::api;
use crate::route;
use crate::ui::{Badge, Button, Dialog, Kind, rescue_focus};
use crate::words::{fill, vehicles};

/// The table, and the button that adds one.
#[component]
pub fn Suppliers(fleet: Fleet) -> impl IntoView {
    let words = vehicles();
    let known = fleet.suppliers.value();
    let ids = Memo::new(move |_| {
        known.with(|known| {
            known.iter().flat_map(|all| all.iter()).map(|one| one.supplier.id).collect::<Vec<_>>()
        })
    });
    let leaving = RwSignal::new(None::<(SupplierId, String)>);
    let remove = Action::new_local(move |id: &SupplierId| {
        let id = *id;
        async move {
            let ended = api::delete_supplier(id).await;
            fleet.suppliers.again();
            ended
        }
    });
    let row = move |id: SupplierId| {
        let one = Memo::new(move |before: Option<&ControlSupplier>| {
            let found = known.with(|known| {
                known.iter().flat_map(|all| all.iter()).find(|one| one.supplier.id == id).cloned()
            });
            found.or_else(|| before.cloned()).unwrap_or_default()
        });
        on_cleanup(|| rescue_focus("suppliers-title"));
        view! { <SupplierRow supplier=one on_remove=Callback::new(move |name| leaving.set(Some((id, name))))/> }
    };
    let none = Memo::new(move |_| known.with(|known| known.as_ref().is_some_and(|known| known.is_empty())));
    let name =
        move || leaving.with(|leaving| leaving.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());
    let keep = Callback::new(move |()| leaving.set(None));
    let yes = Callback::new(move |()| {
        if let Some((id, _)) = leaving.get_untracked() {
            remove.dispatch(id);
        }
        leaving.set(None);
    });
    view! {
        <section class="part" aria-labelledby="suppliers-title">
            <div class="part__head">
                <h2 id="suppliers-title" tabindex="-1">{words.suppliers}</h2>
                <a class="button" href=route::control_vehicle_form("supplier", "new")>{words.add_supplier}</a>
            </div>
            <ActionNotice error=failure(remove)/>
            <Show when=move || none.get()>
                <div class="empty">
                    <p class="empty__title">{words.no_suppliers}</p>
                    <p>{words.no_suppliers_help}</p>
                </div>
            </Show>
            <div class="table" tabindex="0" role="group" aria-label=words.suppliers>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.company}</th>
                            <th scope="col">{words.phone}</th>
                            <th scope="col">{words.person}</th>
                            <th scope="col">{words.address}</th>
                            <th scope="col"><span class="visually-hidden">{words.actions}</span></th>
                        </tr>
                    </thead>
                    <tbody><For each=move || ids.get() key=|id| *id children=row/></tbody>
                </table>
            </div>
            <Dialog
                id="remove-supplier"
                title=words.remove_supplier
                open=Signal::derive(move || leaving.with(Option::is_some))
                on_close=keep
            >
                <p>{move || fill(words.remove_help, &[("name", &name())])}</p>
                <div class="dialog__actions">
                    <Button kind=Kind::Primary on_press=yes>{words.remove}</Button>
                    <Button on_press=keep>{words.keep}</Button>
                </div>
            </Dialog>
        </section>
    }
}

#[component]
fn SupplierRow(supplier: Memo<ControlSupplier>, on_remove: Callback<String>) -> impl IntoView {
    let words = vehicles();
    let name = move || supplier.with(|one| one.supplier.name.clone());
    let which = supplier.with_untracked(|one| one.supplier.id.to_string());
    let demo = Memo::new(move |_| supplier.with(|one| one.demo));
    let number = Memo::new(move |_| supplier.with(|one| one.supplier.contact_number.clone()));
    view! {
        <tr>
            <th scope="row">
                {name}
                {move || demo.get().then(|| view! { " " <Badge text=words.demo_mark/> })}
            </th>
            <td>
                {move || number.get().map(|number| {
                    let href = route::telephone(&number);
                    view! { <a href=href>{number}</a> }
                })}
            </td>
            <td>{move || supplier.with(|one| one.supplier.contact_person.clone())}</td>
            <td>{move || supplier.with(|one| one.supplier.address.clone())}</td>
            <td class="table__actions">
                <a href=route::control_vehicle_form("supplier", &which)>
                    {words.change}<span class="visually-hidden">" " {name}</span>
                </a>
                <Button kind=Kind::Quiet on_press=Callback::new(move |()| on_remove.run(name()))>
                    {words.remove}<span class="visually-hidden">" " {name}</span>
                </Button>
            </td>
        </tr>
    }
}
