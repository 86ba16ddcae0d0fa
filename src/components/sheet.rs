//! A message as it will be read. What no value stands for yet is marked in its place.

use leptos::prelude::*;
use wire::notification::NotificationType;
use wire::sender::placeholder::{Piece, pieces};

use crate::tray::letter::Draft;
use crate::words::{compose as words, fill};

/// An e-mail, a text, or a letter with the `lines` of its address.
pub fn sheet(channel: &NotificationType, lines: &str, draft: &Draft) -> AnyView {
    let is_letter = *channel == NotificationType::Letter;
    let address = is_letter.then(|| view! { <p class="compose__lines">{lines.trim().to_owned()}</p> });
    let subject =
        draft.subject.as_deref().map(|subject| view! { <p class="compose__subject">{marked(subject)}</p> });
    view! {
        <div class="compose__sheet" data-way=channel.as_str().to_lowercase()>
            {address}{subject}
            <p class="compose__body">{marked(&draft.body)}</p>
        </div>
    }
    .into_any()
}

fn marked(text: &str) -> Vec<AnyView> {
    let part = |piece: Piece<'_>| match piece {
        Piece::Words(words) => words.to_owned().into_any(),
        Piece::Value(name) => view! { <mark>{name.to_owned()}</mark> }.into_any(),
        Piece::Condition { name, words: only } => {
            let said = fill(words().only_when, &[("words", only.trim()), ("name", name)]);
            view! { <mark>{said}</mark> }.into_any()
        }
    };
    pieces(text).into_iter().map(part).collect()
}
