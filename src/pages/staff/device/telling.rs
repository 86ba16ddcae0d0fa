//! How somebody of the staff wants to be told, by kind of notification (`GET` and `PUT /api/preferences`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::preference::Preferences;

use crate::api::{get_preferences, update_preferences};
use crate::components::control::quiet;
use crate::components::{change_of, channel_list, chosen_of, preference_fields};
use crate::pages::staff::{poll_notice, task_notice};
use crate::reactive::memo_since;
use crate::remote_data::use_poll;
use crate::task::Task;
use crate::ui::{Button, Kind, Skeleton, live};
use crate::words::{preferences as words, staff};

/// The part of the page.
pub fn telling() -> AnyView {
    let words = words();
    let poll = use_poll(Signal::stored(String::new()), |_, tag| {
        Box::pin(async move { get_preferences(tag.as_deref()).await })
    });
    // The form begins with what is known first; what comes later does not touch what is ticked.
    let begun = memo_since(move |before: Option<&Option<Preferences>>| {
        if let Some(Some(begun)) = before {
            return Some(begun.clone());
        }
        poll.seen.with(|seen| seen.value().map(|known| (**known).clone()))
    });
    let inside = live(move || match begun.get() {
        Some(known) if known.kinds.is_empty() => quiet(words.nothing.to_owned()),
        Some(known) => form(known),
        None => view! { <Skeleton words=staff().loading bars=4/> }.into_any(),
    });
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

fn form(known: Preferences) -> AnyView {
    let words = words();
    let chosen = RwSignal::new(chosen_of(&known));
    let (task, saved) = (Task::new(), RwSignal::new(false));
    let (ways, fields) = (channel_list(&known), preference_fields(&known, chosen));
    let known = StoredValue::new(known);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        saved.set(false);
        let change = known.with_value(|known| chosen.with_untracked(|chosen| change_of(known, chosen)));
        task.run(async move {
            let now = update_preferences(&change).await?;
            known.try_set_value(now);
            let _ = saved.try_set(true);
            Ok(())
        });
    };
    view! {
        {ways}
        <form novalidate on:submit=submit>
            {fields}
            {task_notice(task)}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=task.busy()>{words.save}</Button>
                <span role="status">{move || saved.get().then_some(words.saved)}</span>
            </div>
        </form>
    }
    .into_any()
}
