//! A preview of a message: headings and lists as they will be sent, missing values marked.

use leptos::prelude::*;
use wire::notification::NotificationType;
use wire::sender::markup::{Block, blocks, plain};
use wire::sender::placeholder::{Piece, pieces};

use crate::model::tray::letter::Draft;
use crate::words::{self, fill};

/// An e-mail, a text, or a letter with the `lines` of its address.
pub fn sheet(channel: &NotificationType, lines: &str, draft: &Draft) -> AnyView {
    let is_letter = *channel == NotificationType::Letter;
    let address = is_letter.then(|| view! { <p class="compose__lines">{lines.trim().to_owned()}</p> });
    let subject =
        draft.subject.as_deref().map(|subject| view! { <p class="compose__subject">{marked(subject)}</p> });
    // A text is sent as it is written.
    let body = match channel {
        NotificationType::Text => vec![lines_of(&draft.body)],
        _ => blocks(&draft.body).map(|found| block(&found)).collect(),
    };
    view! {
        <div class="compose__sheet" data-way=channel.as_str().to_ascii_lowercase()>
            {address}{subject}{body}
        </div>
    }
    .into_any()
}

fn lines_of(text: &str) -> AnyView {
    view! { <p class="compose__body">{marked(text)}</p> }.into_any()
}

fn block(block: &Block<'_>) -> AnyView {
    let items = |items: &[&str]| items.iter().map(|item| view! { <li>{words_of(item)}</li> }).collect_view();
    match block {
        Block::Heading(text) => view! { <p class="compose__subject">{words_of(text)}</p> }.into_any(),
        Block::Paragraph(lines) => lines_of(&plain(&lines.join("\n"))),
        Block::Bullets(all) => view! { <ul class="compose__list">{items(all)}</ul> }.into_any(),
        Block::Numbers(all) => view! { <ol class="compose__list">{items(all)}</ol> }.into_any(),
        Block::Inset(text) => {
            view! { <blockquote class="compose__inset">{words_of(text)}</blockquote> }.into_any()
        }
        Block::Rule => view! { <hr class="compose__rule"/> }.into_any(),
    }
}

fn words_of(text: &str) -> Vec<AnyView> {
    marked(&plain(text))
}

fn marked(text: &str) -> Vec<AnyView> {
    let part = |piece: Piece<'_>| match piece {
        Piece::Words(words) => words.to_owned().into_any(),
        Piece::Value(name) => view! { <mark>{name.to_owned()}</mark> }.into_any(),
        Piece::Condition { name, words: only } => {
            let sentence = fill(words::compose().only_when, &[("words", only.trim()), ("name", name)]);
            view! { <mark>{sentence}</mark> }.into_any()
        }
    };
    pieces(text).into_iter().map(part).collect()
}
