//! The form of one supplier (`POST` and `PATCH /api/control/suppliers`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::control::{NewSupplier, SupplierChange};
use wire::id::SupplierId;

use super::vehicles::Fleet;
use crate::api;
use crate::links;
use crate::model::control::supplier::{SupplierField, SupplierForm};
use crate::navigation::use_navigator;
use crate::pages::staff::{FormState, task_notice};
use crate::ui::{Button, Check, ErrorSummary, Kind, TextField, focus, rescue_focus};
use crate::words;

/// The request: a new supplier, or a change.
#[derive(Clone)]
enum Save {
    New(NewSupplier),
    Change(SupplierId, SupplierChange),
}

/// The form, once the supplier is loaded; polling does not change what is typed.
#[component]
pub fn SupplierPanel(fleet: Fleet, which: String) -> impl IntoView {
    let known = fleet.suppliers.value();
    let is_new = which == "new";
    let known_one = Memo::new(move |before: Option<&Option<(SupplierId, SupplierForm)>>| {
        if let Some(Some(begun)) = before {
            return Some(begun.clone());
        }
        known.with(|known| {
            let one =
                known.iter().flat_map(|all| all.iter()).find(|one| one.supplier.id.to_string() == which)?;
            Some((one.supplier.id, SupplierForm::of(one)))
        })
    });
    let gone = Memo::new(move |_| known.with(Option::is_some) && known_one.with(Option::is_none));
    (move || match (known_one.get(), gone.get()) {
        _ if is_new => supplier_editor(fleet, None, SupplierForm::new()),
        (Some((id, before)), _) => supplier_editor(fleet, Some(id), before),
        (None, true) => view! { <p class="quiet">{words::vehicles().gone}</p> }.into_any(),
        (None, false) => ().into_any(),
    })
    .into_any()
}

fn supplier_editor(fleet: Fleet, id: Option<SupplierId>, before: SupplierForm) -> AnyView {
    let texts = words::vehicles();
    let navigator = use_navigator();
    let form_state = FormState::new();
    focus("supplier-title");
    on_cleanup(|| rescue_focus("suppliers-title"));
    let heading = if id.is_some() { before.name.clone() } else { texts.new_supplier.to_owned() };
    let (name, phone) = (RwSignal::new(before.name), RwSignal::new(before.phone));
    let (person, email) = (RwSignal::new(before.person), RwSignal::new(before.email));
    let address = RwSignal::new(before.address);
    let (security, medical) = (RwSignal::new(before.security), RwSignal::new(before.medical));
    let demo = RwSignal::new(before.demo);
    let save = move |save: Save| {
        form_state.send(async move {
            let answer = match save {
                Save::New(new) => api::create_supplier(&new).await,
                Save::Change(id, change) => api::update_supplier(id, &change).await,
            };
            fleet.suppliers.refetch();
            if answer.is_ok() {
                navigator.push(links::CONTROL_VEHICLES);
            }
            answer.map(drop)
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let form = SupplierForm {
            name: name.get_untracked(),
            phone: phone.get_untracked(),
            person: person.get_untracked(),
            email: email.get_untracked(),
            address: address.get_untracked(),
            security: security.get_untracked(),
            medical: medical.get_untracked(),
            demo: demo.get_untracked(),
        };
        let parsed = match id {
            None => form.parse_new().map(Save::New),
            Some(id) => form.parse_change().map(|change| Save::Change(id, change)),
        };
        if let Some(body) = form_state.check(parsed) {
            save(body);
        }
    };
    view! {
        <form class="panel" novalidate on:submit=submit aria-labelledby="supplier-title">
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <h2 id="supplier-title" tabindex="-1">{heading}</h2>
            <TextField id="supplier-name" label=texts.company value=name autocomplete="off" problem=form_state.problem(SupplierField::Name)/>
            <div class="panel__pair">
                <TextField id="supplier-phone" label=texts.phone value=phone kind="tel" autocomplete="off" problem=form_state.problem(SupplierField::Phone)/>
                <TextField id="supplier-person" label=texts.person value=person autocomplete="off"/>
            </div>
            <TextField id="supplier-email" label=texts.email value=email kind="email" autocomplete="off" problem=form_state.problem(SupplierField::Email)/>
            <TextField id="supplier-address" label=texts.address value=address autocomplete="off"/>
            <fieldset class="field">
                <legend class="field__label">{texts.rung_for}</legend>
                <div class="choices">
                    <Check id="supplier-security" label=texts.security value=security/>
                    <Check id="supplier-medical" label=texts.medical value=medical/>
                </div>
            </fieldset>
            {id.is_none().then(|| view! {
                <Check id="supplier-demo" label=texts.demo value=demo hint=texts.demo_hint/>
            })}
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.save}</Button>
                <a class="button" href=links::CONTROL_VEHICLES>{texts.cancel}</a>
            </div>
        </form>
    }
    .into_any()
}
