//! How the resident wants to be told, by kind of notification (`GET` and `PUT /api/preferences`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::preference::Preferences;

use crate::api::{ApiError, Polled, get_preferences, update_preferences};
use crate::components::{change_of, channel_list, chosen_of, notice, preference_fields};
use crate::frame;
use crate::task::Task;
use crate::ui::{Button, Glyph, Kind, Skeleton, Tone, live, nothing};
use crate::words::{preferences as words, words as common};

/// What the part knows.
#[derive(Clone, PartialEq)]
enum Status {
    Loading,
    Loaded(Preferences),
    Failed(ApiError),
}

/// The part below the details.
pub fn telling() -> AnyView {
    let words = words();
    let status = RwSignal::new(Status::Loading);
    let load = move || {
        status.set(Status::Loading);
        frame::work(async move {
            let found = match get_preferences(None).await {
                Ok(Polled::Changed(known, _)) => Status::Loaded(known),
                Ok(Polled::Same) => return,
                Err(error) => Status::Failed(error),
            };
            let _ = status.try_set(found);
        });
    };
    load();
    let inside = live(move || match status.get() {
        Status::Loading => view! { <Skeleton words=common().errors.loading bars=4/> }.into_any(),
        Status::Failed(error) => view! {
            {notice(Tone::Waiting, Glyph::Offline, [error.message()], None)}
            <Button on_press=Callback::new(move |()| load())>{common().errors.try_again}</Button>
        }
        .into_any(),
        Status::Loaded(known) => form(known),
    });
    view! {
        <section class="stack" aria-labelledby="telling-title">
            <h2 id="telling-title">{words.title}</h2>
            <p class="quiet">{words.lead}</p>
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
    let failed = live(move || {
        let why = task.error().map(|error| error.message());
        why.map_or_else(nothing, |why| notice(Tone::Waiting, Glyph::Warning, [why], None))
    });
    view! {
        {ways}
        <form class="stack" novalidate on:submit=submit>
            {fields}
            <div role="alert">{failed}</div>
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=task.busy()>{words.save}</Button>
                <p role="status">{move || saved.get().then_some(words.saved)}</p>
            </div>
        </form>
    }
    .into_any()
}
