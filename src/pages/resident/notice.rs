//! A notice of plain sentences with at most one way on. Every notice of the resident's pages is of this one form, so that it
//! is compiled once.

use leptos::prelude::*;

use crate::ui::{Glyph, Notice, Tone};

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
        let rel = to.starts_with(crate::route::STAFF).then_some("external");
        view! { <p><a class="button" href=to rel=rel>{words}</a></p> }
    });
    view! { <Notice tone glyph>{sentences}{way}</Notice> }.into_any()
}
