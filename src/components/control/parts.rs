//! Small parts that every view of a callout uses, redrawn every second.

use leptos::prelude::*;

use crate::ui::{Glyph, Icon, Tone, breakable, when};

/// A time with its age: "2 min ago · 14:03".
pub fn age(at: i64, now: i64) -> AnyView {
    let text = format!("{} · {}", when::ago(at, now), when::clock_time(at, now));
    view! { <time class="age">{text}</time> }.into_any()
}

/// A sentence that must be read, with its icon.
pub fn notice(tone: Tone, glyph: Glyph, sentence: String) -> AnyView {
    view! {
        <div class=tone.class("notice")>
            <Icon glyph=glyph/>
            <div><p>{sentence}</p></div>
        </div>
    }
    .into_any()
}

/// A row of a list of facts; `stale` marks an old value.
pub fn fact(label: &'static str, value: String, stale: bool) -> AnyView {
    view! { <dt>{label}</dt><dd class="place" data-stale=stale>{breakable(&value)}</dd> }.into_any()
}

/// A row whose value is a link.
pub fn link_fact(label: &'static str, href: String, value: String) -> AnyView {
    view! { <dt>{label}</dt><dd><a href=href>{value}</a></dd> }.into_any()
}

/// A list of facts.
pub fn facts(class: &'static str, facts: Vec<AnyView>) -> AnyView {
    view! { <dl class=class>{facts}</dl> }.into_any()
}
