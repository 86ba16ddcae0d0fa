//! The page of an address that does not exist.

use leptos::prelude::*;

use crate::frame;
use crate::links;
use crate::words;

/// Says so, and links to the alarm.
#[component]
pub fn NothingHerePage() -> impl IntoView {
    let words = words::account();
    frame::set_title(words.nothing_here);
    view! {
        <div class="stack">
            <h1>{words.nothing_here}</h1>
            <a class="button button--primary" href=links::HOME>{words.to_the_alarm}</a>
        </div>
    }
}
