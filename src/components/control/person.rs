//! The resident's details, as they were at the press, and the number to ring.

use leptos::prelude::*;
use wire::control::ControlCallout;

use crate::route;
use crate::ui::{Glyph, Icon};
use crate::words::{fill, person};

/// Everything that is known of the resident; what is not known is left out.
#[component]
pub fn PersonFacts(#[prop(into)] callout: Signal<ControlCallout>) -> impl IntoView {
    let words = person();
    let number = Memo::new(move |_| callout.with(|control| filled(&control.callout.customer.mobile)));
    let facts = Memo::new(move |_| callout.with(facts));
    let ring = move || match number.get() {
        Some(number) => view! {
            <a class="button button--wide" href=route::telephone(&number)>
                <Icon glyph=Glyph::Phone/>
                {fill(words.ring, &[("number", &number)])}
            </a>
        }
        .into_any(),
        None => view! { <p class="quiet">{words.no_number}</p> }.into_any(),
    };
    view! {
        {ring}
        <dl class="facts">
            <For each=move || facts.get() key=|fact| fact.clone() let:fact>
                <dt>{fact.0}</dt>
                <dd>{fact.1}</dd>
            </For>
        </dl>
    }
}

fn filled(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn facts(control: &ControlCallout) -> Vec<(&'static str, String)> {
    let words = person();
    let customer = &control.callout.customer;
    let vehicle = [&customer.vehicle_colour, &customer.vehicle_make, &customer.vehicle_model];
    let vehicle: Vec<_> = vehicle.into_iter().filter_map(filled).collect();
    let all = [
        (words.site, filled(&control.site_name)),
        (words.email, filled(&customer.email)),
        (words.gender, filled(&customer.gender)),
        (words.born, filled(&customer.date_of_birth)),
        (words.vehicle, (!vehicle.is_empty()).then(|| vehicle.join(" "))),
        (words.plate, filled(&customer.vehicle_license_plate)),
        (words.number, Some(control.callout.customer_id.to_string())),
    ];
    all.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}
