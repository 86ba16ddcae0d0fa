//! Who is coming: a crew with its vehicle, or a company that was phoned.

use leptos::prelude::*;
use wire::incident::IncidentDetail;
use wire::responder::Responder;
use wire::supplier::Supplier;

use super::ring;
use crate::ui::Age;
use crate::words::{self, fill};

/// A position older than this is called stale.
const STALE_MS: i64 = 60_000;

/// In one line: "Thandi Nkosi of Acme Response", or the known part of it.
pub fn who_comes(detail: &IncidentDetail) -> Option<String> {
    let name = detail.responder.as_ref().map(|one| format!("{} {}", one.name, one.surname));
    let name = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let company = detail.supplier.as_ref().map(|supplier| supplier.name.clone());
    let company = company.or_else(|| detail.responder_company.clone()).filter(|name| !name.is_empty());
    match (name, company) {
        (Some(name), Some(company)) => {
            Some(fill(words::crew().of, &[("name", &name), ("company", &company)]))
        }
        (name, company) => name.or(company),
    }
}

/// Who is coming; nothing while nobody was sent.
pub fn coming(detail: &IncidentDetail) -> Option<AnyView> {
    match (detail.responder.clone(), detail.supplier.clone()) {
        (Some(responder), supplier) => Some(crew(responder, supplier.map(|supplier| supplier.name))),
        (None, Some(supplier)) => Some(company(supplier)),
        (None, None) => None,
    }
}

fn crew(responder: Responder, company: Option<String>) -> AnyView {
    let words = &words::common().tracking;
    let name = format!("{} {}", responder.name, responder.surname);
    let vehicle = [&responder.vehicle_colour, &responder.vehicle_make, &responder.vehicle_model];
    let vehicle = vehicle.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    let seen_at = responder.responderlocations.last().map(|place| place.updated_at.millis());
    view! {
        <section class="card" aria-labelledby="coming-title">
            <h2 class="coming__title" id="coming-title">{words.who}</h2>
            <p class="coming__name">{name.trim().to_owned()}</p>
            <dl class="facts">
                {plate(responder.vehicle_license_plate)}
                {fact(words.vehicle, Some(vehicle))}
                {fact(words.callsign, responder.callsign)}
                {fact(words.company, company)}
                {seen_at.map(|at| view! { <dt>{words.position}</dt><dd><Age at=at stale_after=STALE_MS/></dd> })}
            </dl>
        </section>
    }
    .into_any()
}

fn company(supplier: Supplier) -> AnyView {
    let words = &words::common().tracking;
    let logo = supplier.supplier_logo_url.filter(|address| address.starts_with('/'));
    let ring = supplier.contact_number.filter(|number| !number.is_empty()).map(|number| ring(&number, true));
    view! {
        <section class="card" aria-labelledby="coming-title">
            <h2 class="coming__title" id="coming-title">{words.who}</h2>
            <p class="coming__name">
                // A logo from another origin would reveal who calls for help, so only our own are shown.
                {logo.map(|address| view! { <img class="coming__logo" src=address alt="" width="48" height="48"/> })}
                {supplier.name}
            </p>
            <dl class="facts">{fact(words.contact, supplier.contact_person)}</dl>
            {ring}
        </section>
    }
    .into_any()
}

fn plate(plate: Option<String>) -> Option<AnyView> {
    let plate = plate.filter(|plate| !plate.is_empty())?;
    let label = words::common().tracking.plate;
    Some(view! { <dt>{label}</dt><dd><span class="coming__plate">{plate}</span></dd> }.into_any())
}

/// One row; nothing when the value is unknown.
pub(super) fn fact(label: &'static str, value: Option<String>) -> Option<AnyView> {
    let value = value.filter(|value| !value.trim().is_empty())?;
    Some(view! { <dt>{label}</dt><dd>{value}</dd> }.into_any())
}
