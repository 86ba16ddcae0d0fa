//! The simulator's switch of one callout (`POST …/automatic`); only demonstrations have it.

use leptos::prelude::*;
use wire::control::Switch;

use super::callout::CalloutContext;
use crate::api;
use crate::pages::staff::task_notice;
use crate::session::use_session;
use crate::task::Task;
use crate::words;

/// Switched on, the simulator takes every step until the callout is closed.
pub fn automatic(open: CalloutContext) -> AnyView {
    let CalloutContext { id, callout, .. } = open;
    let words = words::callout();
    let session = use_session();
    let task = Task::new();
    let turn = move |on: bool| {
        task.run(async move { open.acted(api::switch_automatic(id, Switch { on }).await) });
    };
    let on = Memo::new(move |_| callout.with(|control| control.automatic));
    let offered = Memo::new(move |_| {
        let closed = callout.with(|control| control.callout.status.is_closed());
        !closed && (on.get() || session.config.with(|config| config.demo))
    });
    (move || {
        offered.get().then(|| {
            view! {
                <label class="check" title=words.automatic_help>
                    <input
                        type="checkbox"
                        role="switch"
                        prop:checked=on
                        on:change:target=move |event| turn(event.target().checked())
                    />
                    <span>{words.automatic}</span>
                </label>
                {task_notice(task)}
            }
            .into_any()
        })
    })
    .into_any()
}
