//! A notice of plain sentences with at most one link. All notices of the resident's pages use it, so that it is
//! compiled once.

use leptos::prelude::*;
use wire::link::{Reader, for_reader};

use crate::links;
use crate::ui::{Glyph, Notice, Tone};
use crate::words;

/// `way` is the link's text and address; a staff address is a full page load.
pub fn notice(
    tone: Tone,
    glyph: Glyph,
    sentences: impl IntoIterator<Item = String>,
    way: Option<(&'static str, &str)>,
) -> AnyView {
    let way = way.map(|(words, to)| (words, to.to_owned()));
    draw(tone, glyph, sentences.into_iter().collect(), way)
}

fn draw(tone: Tone, glyph: Glyph, sentences: Vec<String>, way: Option<(&'static str, String)>) -> AnyView {
    let sentences: Vec<_> = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect();
    let way = way.map(|(words, to)| {
        let rel = to.starts_with(links::STAFF).then_some("external");
        view! { <p><a class="button" href=to rel=rel>{words}</a></p> }
    });
    view! { <Notice tone glyph>{sentences}{way}</Notice> }.into_any()
}

/// For staff on a residents' page: a link to the staff page that shows the same as `path`, or to their first page. It
/// is a full page load.
pub fn not_a_resident_at(path: &str) -> AnyView {
    let words = words::home();
    let own = for_reader(path, Reader::Staff).filter(|own| own.as_str() != path);
    let way = own.as_deref().map_or((words.go_to_staff, links::STAFF), |own| (words.go_to_own_page, own));
    notice(Tone::Plain, Glyph::Info, [words.not_a_resident.to_owned()], Some(way))
}

/// For staff on a page that only residents have.
pub fn not_a_resident() -> AnyView {
    let words = words::home();
    notice(
        Tone::Plain,
        Glyph::Info,
        [words.not_a_resident.to_owned()],
        Some((words.go_to_staff, links::STAFF)),
    )
}
