//! The resident's notification preferences, by kind (`GET` and `PUT /api/preferences`).

use leptos::prelude::*;
use wire::preference::Preferences;

use crate::api::{ApiError, Polled, get_preferences};
use crate::components::notice;
use crate::frame;
use crate::pages::preferences::PreferencesForm;
use crate::task::Task;
use crate::ui::{Button, Glyph, Skeleton, Tone};
use crate::words;

/// State of the preferences.
#[derive(Clone, PartialEq)]
enum PreferencesState {
    Loading,
    Loaded(Preferences),
    Failed(ApiError),
}

/// The section below the details.
pub fn preferences_part() -> AnyView {
    let words = words::preferences();
    let status = RwSignal::new(PreferencesState::Loading);
    let load = move || {
        status.set(PreferencesState::Loading);
        frame::work(async move {
            let found = match get_preferences(None).await {
                Ok(Polled::Changed(known, _)) => PreferencesState::Loaded(known),
                Ok(Polled::Unchanged) => return,
                Err(error) => PreferencesState::Failed(error),
            };
            let _ = status.try_set(found);
        });
    };
    load();
    let inside = move || match status.get() {
        PreferencesState::Loading => {
            view! { <Skeleton words=words::common().errors.loading bars=4/> }.into_any()
        }
        PreferencesState::Failed(error) => view! {
            {notice(Tone::Waiting, Glyph::Offline, [error.message()], None)}
            <Button on_press=Callback::new(move |()| load())>{words::common().errors.try_again}</Button>
        }
        .into_any(),
        PreferencesState::Loaded(known) => view! { <PreferencesForm known class="stack" failed/> }.into_any(),
    };
    view! {
        <section class="stack" aria-labelledby="telling-title">
            <h2 id="telling-title">{words.title}</h2>
            <p class="quiet">{words.lead}</p>
            {inside}
        </section>
    }
    .into_any()
}

fn failed(task: Task) -> AnyView {
    let why = move || {
        let why = task.error().map(|error| error.message());
        why.map(|why| notice(Tone::Waiting, Glyph::Warning, [why], None))
    };
    view! { <div role="alert">{why}</div> }.into_any()
}
