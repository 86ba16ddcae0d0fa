//! The form of notification preferences, for residents and staff (`PUT /api/preferences`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::preference::Preferences;

use crate::api::update_preferences;
use crate::components::{change_of, channel_list, chosen_of, preference_fields};
use crate::task::Task;
use crate::ui::{Button, Kind};
use crate::words;

/// The form. `failed` draws why saving failed.
#[component]
pub fn PreferencesForm(
    known: Preferences,
    #[prop(optional)] class: Option<&'static str>,
    failed: fn(Task) -> AnyView,
) -> impl IntoView {
    let words = words::preferences();
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
        <form class=class novalidate on:submit=submit>
            {fields}
            {failed(task)}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=task.busy()>{words.save}</Button>
                <span role="status">{move || saved.get().then_some(words.saved)}</span>
            </div>
        </form>
    }
}
