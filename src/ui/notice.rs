//! A notice with an icon and words; the tone only adds to them.

use leptos::prelude::*;

use super::{Glyph, Icon, Tone};

/// A notice about the whole page. It is no live region: that is the page's decision.
#[component]
pub fn Notice(
    #[prop(optional)] tone: Tone,
    #[prop(optional)] glyph: Glyph,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=tone.class("notice")>
            <Icon glyph=glyph/>
            <div>{children()}</div>
        </div>
    }
    .into_any()
}
