//! Residents' replies to a survey or a no-access notice.

use leptos::prelude::*;
use wire::notification::{Reply, ReplyChoice};

use crate::ui::{Glyph, Icon, when};
use crate::words;

/// A reply in words.
pub fn reply_words(answer: &ReplyChoice) -> &str {
    let words = words::reply();
    match answer {
        ReplyChoice::VerySatisfied => words.very_satisfied,
        ReplyChoice::Satisfied => words.satisfied,
        ReplyChoice::Neither => words.neither,
        ReplyChoice::Dissatisfied => words.dissatisfied,
        ReplyChoice::VeryDissatisfied => words.very_dissatisfied,
        ReplyChoice::AtHome => words.at_home,
        ReplyChoice::RingFirst => words.ring_first,
        ReplyChoice::Other(text) => text,
    }
}

/// Replies, each with author and time.
pub fn reply_list(replies: &[Reply], now: i64) -> AnyView {
    let entry = |one: &Reply| {
        let at = one.at.millis();
        let name = one.name.clone().filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| words::item().reply_erased.to_owned());
        let note = one.note.clone().map(|note| view! { <p class="timeline__note">{note}</p> });
        view! {
            <li class="timeline__entry">
                <span class="timeline__mark"><Icon glyph=Glyph::Message/></span>
                <div>
                    <p>{reply_words(&one.answer).to_owned()}</p>
                    {note}
                    <p class="quiet">{format!("{name} · {} · {}", when::day_and_time(at), when::ago(at, now))}</p>
                </div>
            </li>
        }
    };
    view! { <ul class="timeline">{replies.iter().map(entry).collect_view()}</ul> }.into_any()
}
