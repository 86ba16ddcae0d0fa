//! The guidelines, and replacing all of them (`PUT /api/governance`).

mod form;

use leptos::prelude::*;
use wire::governance::{Governance, Guideline};
use wire::service::Service;

use super::is_admin;
use super::measure::{at_most, measure_words};
use crate::api::list_services;
use crate::pages::staff::Load;
use crate::remote_data::{Poll, use_fetch};
use crate::ui::Button;
use crate::words;

/// The list, or its form.
pub fn guidelines(poll: Poll<Governance>) -> AnyView {
    let texts = words::guidelines();
    let services = use_fetch(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { list_services(etag.as_deref()).await })
    });
    let services = services.value();
    let services = Memo::new(move |_| services.get().map(|all| (*all).clone()).unwrap_or_default());
    let admin = is_admin();
    let is_editing = RwSignal::new(false);
    let inside = move || match is_editing.get() {
        true => form::form(poll, services, is_editing),
        false => {
            let draw =
                move |known: &Governance| listed(&known.guidelines, &services.get(), admin.get(), is_editing);
            view! { <Load poll bars=3 notice_elsewhere=true draw/> }.into_any()
        }
    };
    view! {
        <section class="part" aria-labelledby="guidelines-title">
            <h2 id="guidelines-title">{texts.title}</h2>
            <p class="quiet">{texts.lead}</p>
            {inside}
        </section>
    }
    .into_any()
}

fn listed(all: &[Guideline], services: &[Service], admin: bool, is_editing: RwSignal<bool>) -> AnyView {
    let texts = words::guidelines();
    let one = |guideline: &Guideline| {
        let service_words = service_words(guideline, services);
        let limit = at_most(&guideline.measure, guideline.limit);
        view! { <dt>{measure_words(&guideline.measure)}</dt><dd>{limit}" "<span class="quiet">{service_words}</span></dd> }
    };
    let list = match all.is_empty() {
        true => view! { <p class="quiet">{texts.none}</p> }.into_any(),
        false => view! { <dl class="facts facts--wide">{all.iter().map(one).collect_view()}</dl> }.into_any(),
    };
    let change = admin.then(|| {
        let press = Callback::new(move |()| is_editing.set(true));
        view! { <div class="buttons"><Button on_press=press>{texts.change}</Button></div> }
    });
    view! { {list}{change} }.into_any()
}

/// The service's name, or "every service".
fn service_words(guideline: &Guideline, services: &[Service]) -> String {
    let Some(id) = &guideline.service_id else { return words::guidelines().every.to_owned() };
    services.iter().find(|one| one.id == *id).map_or_else(|| id.to_string(), |one| one.name.clone())
}
