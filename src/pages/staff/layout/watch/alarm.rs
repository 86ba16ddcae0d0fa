//! The alarm, in words, on every page of a controller except the page that shows it already.

use leptos::prelude::*;

use super::{WaitingAlarm, use_watch};
use crate::links;
use crate::ui::{Glyph, Icon};
use crate::words::{self, fill, form};
use leptos_router::hooks::use_location;

/// Every alarm that is not on the current page.
#[component]
pub(super) fn AlarmBar() -> impl IntoView {
    let watch = use_watch();
    let path = use_location().pathname;
    (move || {
        let path = path.get();
        let elsewhere = |alarm: &WaitingAlarm| links::control_callout(alarm.id) != path;
        let all = watch.unacknowledged.get();
        let waiting: Vec<_> = watch.waiting.get().into_iter().filter(elsewhere).collect();
        let Some(first) = waiting.first() else { return ().into_any() };
        let sentence = match all {
            0 | 1 => fill(words::alarm().one, &[("name", &first.name), ("kind", first.kind)]),
            count => fill(form(words::alarm().many, 2), &[("count", &count.to_string())]),
        };
        view! {
            <aside class="alarm" aria-label=words::alarm().title>
                <Icon glyph=Glyph::Bell/>
                <p class="alarm__words">{sentence}</p>
                <a class="alarm__open" href=links::control_callout(first.id)>{words::alarm().open}</a>
            </aside>
        }
        .into_any()
    })
    .into_any()
}
