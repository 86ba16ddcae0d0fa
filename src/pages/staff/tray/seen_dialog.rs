//! "I have seen this": types that must be seen ask for it when they are opened, also from a pop-up. The answer is
//! kept in the history. If it was put off, it is asked again before a decision.

use leptos::prelude::*;
use wire::notification::{ActionType, NewAction, Notification};

use super::act::{asks_to_be_seen, carry_out};
use super::state::Tray;
use crate::components::tray::{message, title};
use crate::model::tray::list::Row;
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, Dialog, Kind};
use crate::words;

/// Asked once each time it is opened while it is unread.
pub fn seen_dialog(tray: Tray, notification: Memo<Notification>) -> impl IntoView {
    let words = words::seen();
    let schedule = RwSignal::new(false);
    let own_email = tray.own_email();
    let waits = Memo::new(move |_| {
        let id = notification.with(|notification| notification.id.clone());
        tray.pending.with(|queue| queue.about(&own_email, &id).is_some())
    });
    let decides = Memo::new(move |_| tray.dialog.with(Option::is_some));
    let open = Memo::new(move |_| {
        let asks = notification.with(asks_to_be_seen);
        asks && !schedule.get() && !waits.get() && !decides.get()
    });
    let close = Callback::new(move |()| schedule.set(true));
    let task = Task::new();
    let confirm = Callback::new(move |()| {
        let row: Row = notification.get_untracked().into();
        task.run(async move { carry_out(tray, NewAction::new(ActionType::IsRead), vec![row]).await });
    });
    let inside = move || {
        let (what, said) = notification.with(|one| (title(one), message(one)));
        view! {
            <p><strong>{what}</strong></p>
            <p>{said}</p>
            <p class="quiet">{words.help}</p>
            {task_notice(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy=task.busy() on_press=confirm>{words.yes}</Button>
                <Button on_press=close>{words.later}</Button>
            </div>
        }
    };
    view! { <Dialog id="seen" title=words.title open=open on_close=close>{inside()}</Dialog> }
}
