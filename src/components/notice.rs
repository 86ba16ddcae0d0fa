//! A notice of plain sentences with at most one way on. Every notice of the resident's pages is of this one form, so that it
//! is compiled once.

use leptos::prelude::*;

use crate::route;
use crate::ui::{Glyph, Notice, Tone};
use crate::words::home;

/// `way` is what the link says, and where it goes; to another entry it is a plain load.
pub fn notice(
    tone: Tone,
    glyph: Glyph,
    sentences: impl IntoIterator<Item = String>,
    way: Option<(&'static str, &'static str)>,
) -> AnyView {
    draw(tone, glyph, sentences.into_iter().collect(), way)
}

fn draw(
    tone: Tone,
    glyph: Glyph,
    sentences: Vec<String>,
    way: Option<(&'static str, &'static str)>,
) -> AnyView {
    let sentences: Vec<_> = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect();
    let way = way.map(|(words, to)| {
        let rel = to.starts_with(route::STAFF).then_some("external");
        view! { <p><a class="button" href=to rel=rel>{words}</a></p> }
    });
    view! { <Notice tone glyph>{sentences}{way}</Notice> }.into_any()
}

/// For a member of staff on a page of the residents. Theirs is another entry with another wasm: a plain load.
pub fn not_a_resident() -> AnyView {
    let words = home();
    notice(
        Tone::Plain,
        Glyph::Info,
        [words.not_a_resident.to_owned()],
        Some((words.go_to_staff, route::STAFF)),
    )
}
