//! The simulator's switch of one callout (`POST …/automatic`); it is part of a demonstration only.

use leptos::prelude::*;
use wire::control::Switch;

use super::callout::Open;
use super::told::{ActionNotice, failure};
use crate::api;
use crate::session::use_session;
use crate::words::callout as callout_words;

/// On: the simulator takes every step until the callout is closed.
#[component]
pub fn Automatic(open: Open) -> impl IntoView {
    let Open { id, callout, .. } = open;
    let words = callout_words();
    let session = use_session();
    let turn = Action::new_local(move |on: &bool| {
        let on = *on;
        async move { open.acted(api::switch_automatic(id, Switch { on }).await) }
    });
    let on = Memo::new(move |_| callout.with(|control| control.automatic));
    let shown = Memo::new(move |_| {
        let closed = callout.with(|control| control.callout.status.is_closed());
        !closed && (on.get() || session.config.with(|config| config.demo))
    });
    view! {
        <Show when=move || shown.get()>
            <label class="check" title=words.automatic_help>
                <input
                    type="checkbox"
                    role="switch"
                    prop:checked=on
                    on:change:target=move |event| _ = turn.dispatch(event.target().checked())
                />
                <span>{words.automatic}</span>
            </label>
            <ActionNotice error=failure(turn)/>
        </Show>
    }
}
