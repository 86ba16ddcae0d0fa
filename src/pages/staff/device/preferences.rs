//! Notification preferences of staff, by kind (`GET` and `PUT /api/preferences`).

use leptos::prelude::*;
use wire::preference::Preferences;

use crate::api::get_preferences;
use crate::pages::preferences::PreferencesForm;
use crate::pages::staff::{poll_notice, task_notice};
use crate::remote_data::use_poll;
use crate::ui::Skeleton;
use crate::words;

/// The section of the page.
pub fn preferences_part() -> AnyView {
    let words = words::preferences();
    let poll = use_poll(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { get_preferences(etag.as_deref()).await })
    });
    // The form starts with the first response; later ones do not change what is ticked.
    let begun = Memo::new(move |before: Option<&Option<Preferences>>| {
        if let Some(Some(begun)) = before {
            return Some(begun.clone());
        }
        poll.data.with(|seen| seen.value().map(|known| (**known).clone()))
    });
    let inside = move || match begun.get() {
        Some(known) if known.kinds.is_empty() => view! { <p class="quiet">{words.nothing}</p> }.into_any(),
        Some(known) => view! { <PreferencesForm known failed=task_notice/> }.into_any(),
        None => view! { <Skeleton words=words::staff().loading bars=4/> }.into_any(),
    };
    view! {
        <section class="part" aria-labelledby="telling-title">
            <h2 id="telling-title">{words.title}</h2>
            <p class="quiet">{words.lead_staff}</p>
            {poll_notice(poll)}
            {inside}
        </section>
    }
    .into_any()
}
