//! One company that can be phoned: the number first, since phoning comes before "sent by hand".

use leptos::prelude::*;
use wire::control::ControlSupplier;

use crate::links;
use crate::ui::{Glyph, Icon};
use crate::words;

/// `send` makes the button for the name.
pub fn supplier_line(one: &ControlSupplier, send: impl FnOnce(String) -> AnyView) -> AnyView {
    let supplier = &one.supplier;
    let contact = [&supplier.contact_person, &supplier.address];
    let contact: Vec<_> = contact.into_iter().flatten().map(String::as_str).collect();
    let ring = match supplier.contact_number.clone() {
        Some(number) => {
            let href = links::telephone(&number);
            view! { <a class="choose__ring" href=href><Icon glyph=Glyph::Phone/>{number}</a> }.into_any()
        }
        None => view! { <p class="quiet">{words::person().no_number}</p> }.into_any(),
    };
    view! {
        <li class="choose__line choose__line--company">
            <div class="choose__who">
                <p class="choose__name">{supplier.name.clone()}</p>
                <p class="quiet">{contact.join(" · ")}</p>
            </div>
            <div class="choose__away">{ring}</div>
            {send(supplier.name.clone())}
        </li>
    }
    .into_any()
}
