//! The unread count, in the bar of every staff page.

use leptos::prelude::*;

use crate::events::use_events;
use crate::links;
use crate::ui::{Glyph, Icon};
use crate::words::{self, fill};

/// A link to the tray with the count. The count is part of the link's name, so it is not announced at every change.
pub fn bell() -> AnyView {
    let unread = use_events().unread;
    let name = move || match unread.get().unwrap_or_default() {
        0 => words::tray().bell_none.to_owned(),
        count => fill(words::tray().bell, &[("count", &count.to_string())]),
    };
    let count = move || match unread.get().unwrap_or_default() {
        count if count > 0 => {
            view! { <span class="frame__count" aria-hidden="true">{count}</span> }.into_any()
        }
        _ => ().into_any(),
    };
    view! { <a class="frame__bell" href=links::TRAY aria-label=name><Icon glyph=Glyph::Tray/>{count}</a> }
        .into_any()
}
