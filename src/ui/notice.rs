//! A sentence or two that the page wants read, with an icon and words; the tone only adds to them.

use leptos::prelude::*;

use super::{Glyph, Icon, Tone};

/// Says something about the whole page. It is quiet: live regions are the page's business.
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
