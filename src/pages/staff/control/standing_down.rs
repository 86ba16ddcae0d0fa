//! The end of a soft cancel (`POST …/stand-down`): the resident confirmed that nobody has to come.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::control::StandDown;

use super::callout::CalloutContext;
use super::draft::{Panel, use_draft};
use crate::api;
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, Kind, TextArea, rescue_focus};
use crate::words;

/// The form; how they confirmed it is optional.
pub fn standing_down(open: CalloutContext) -> AnyView {
    let words = words::steps();
    let id = open.id;
    let draft = use_draft(id);
    on_cleanup(|| rescue_focus("steps"));
    let task = Task::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let note = draft.note.get_untracked().trim().to_owned();
        let body = StandDown { note: (!note.is_empty()).then_some(note) };
        task.run(async move {
            let ended = open.acted(api::stand_down_callout(id, &body).await);
            if ended.is_ok() {
                draft.panel.set(Panel::Nothing);
                draft.note.set(String::new());
            }
            ended
        });
    };
    let put_away = Callback::new(move |()| draft.panel.set(Panel::Nothing));
    view! {
        <form class="panel" novalidate on:submit=submit aria-labelledby="panel-title">
            <h2 id="panel-title" tabindex="-1">{words.stand_down}</h2>
            <p class="quiet">{words.stand_down_lead}</p>
            <TextArea id="stand-down-note" label=words.stand_down_note value=draft.note/>
            {task_notice(task)}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=task.busy()>{words.stand_down}</Button>
                <Button on_press=put_away>{words.put_away}</Button>
            </div>
        </form>
    }
    .into_any()
}
