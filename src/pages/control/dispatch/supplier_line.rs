//! One company that can be rung by hand: the number first, since ringing is what comes before "sent by hand".

use leptos::prelude::*;
use wire::control::ControlSupplier;

use crate::route;
use crate::ui::{Button, Glyph, Icon};
use crate::words::{dispatch, fill, person};

/// `on_send` records that they were sent by hand.
#[component]
pub fn SupplierLine(
    supplier: Memo<ControlSupplier>,
    #[prop(into)] busy: Signal<bool>,
    on_send: Callback<()>,
) -> impl IntoView {
    let words = dispatch();
    let name = move || supplier.with(|one| one.supplier.name.clone());
    let number = Memo::new(move |_| supplier.with(|one| one.supplier.contact_number.clone()));
    let label = move || fill(words.send_name, &[("name", &name())]);
    let contact = move || {
        supplier.with(|one| {
            let parts = [&one.supplier.contact_person, &one.supplier.address];
            let parts: Vec<_> = parts.into_iter().flatten().map(String::as_str).collect();
            parts.join(" · ")
        })
    };
    view! {
        <li class="choose__line choose__line--company">
            <div class="choose__who">
                <p class="choose__name">{name}</p>
                <p class="quiet">{contact}</p>
            </div>
            <p class="choose__away">
                {move || match number.get() {
                    Some(number) => {
                        let href = route::telephone(&number);
                        view! { <a class="choose__ring" href=href><Icon glyph=Glyph::Phone/>{number}</a> }.into_any()
                    }
                    None => view! { <span class="quiet">{person().no_number}</span> }.into_any(),
                }}
            </p>
            <div class="choose__send">
                <Button busy=busy on_press=on_send>
                    <span aria-hidden="true">{words.send_hand}</span>
                    <span class="visually-hidden">{label}</span>
                </Button>
            </div>
        </li>
    }
}
