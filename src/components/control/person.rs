//! The resident's details at the time of the press, and the number to call.

use leptos::prelude::*;
use wire::control::ControlCallout;

use super::parts::{fact, facts};
use crate::links;
use crate::ui::{Glyph, Icon};
use crate::words::{self, fill};

/// All known details of the resident; unknown ones are left out.
pub fn person_facts(control: &ControlCallout) -> AnyView {
    let words = words::person();
    let ring = match filled(&control.callout.customer.mobile) {
        Some(number) => {
            let href = links::telephone(&number);
            let text = fill(words.ring, &[("number", &number)]);
            view! { <a class="button button--wide" href=href><Icon glyph=Glyph::Phone/>{text}</a> }.into_any()
        }
        None => view! { <p class="quiet">{words.no_number}</p> }.into_any(),
    };
    let known = known(control).into_iter().map(|(label, value)| fact(label, value, false)).collect();
    view! { {ring}{facts("facts", known)} }.into_any()
}

fn filled(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn known(control: &ControlCallout) -> Vec<(&'static str, String)> {
    let words = words::person();
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
