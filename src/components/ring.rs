//! The telephone, as a button: the last resort.

use leptos::prelude::*;

use crate::links;
use crate::ui::{Glyph, Icon};
use crate::words;

/// A link that calls this number.
pub fn ring(number: &str, is_primary: bool) -> impl IntoView + use<> {
    view! {
        <a class="button button--wide" class=("button--primary", is_primary) href=links::telephone(number)>
            <Icon glyph=Glyph::Phone/>
            {(words::common().tracking.ring)(number)}
        </a>
    }
}
