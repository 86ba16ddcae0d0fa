//! Links from an open notification back to the list, and to its neighbours.

use leptos::prelude::*;

use crate::pages::staff::tray::keys::step;
use crate::pages::staff::tray::state::Tray;
use crate::ui::{Glyph, Icon};
use crate::words;

/// Back to the list, and to the rows before and after.
pub fn item_navigation(tray: Tray) -> AnyView {
    let words = words::item();
    // The ends of the list have no neighbour.
    let ends = Memo::new(move |_| {
        let id = tray.chosen.get();
        tray.list
            .with(|list| {
                let list = list.as_ref()?;
                let place = list.place(id.as_ref()?);
                let is_last = list.is_complete() && place.map_or(0, |place| place + 1) >= list.length();
                Some((place.map_or(list.length() == 0, |place| place == 0), is_last))
            })
            .unwrap_or_default()
    });
    let button = move |by: isize, label: &'static str| {
        let ended = move || ends.with(|(first, last)| if by < 0 { *first } else { *last });
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=move || ended().then_some("true")
                on:click=move |_| if !ended() { step(tray, by); }
            >
                {label}
            </button>
        }
    };
    let href = move || {
        tray.filter.track();
        view! { <a class="pane__back" href=tray.address()><Icon glyph=Glyph::Back/>{words.back}</a> }
            .into_any()
    };
    view! {
        <nav class="pane__way" aria-label=words.title>
            {href}
            <div class="buttons">
                {button(-1, words.previous)}
                {button(1, words.next)}
            </div>
        </nav>
    }
    .into_any()
}
