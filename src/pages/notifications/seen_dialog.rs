//! "I have seen this": types that must be seen ask for it when they are opened. The answer is kept in the history.

use leptos::prelude::*;
use wire::notification::{ActionType, NewAction, Notification};

use super::NotificationsContext;
use crate::api::update_notification;
use crate::components::notice;
use crate::components::tray::{message, title};
use crate::task::Task;
use crate::ui::{Button, Dialog, Glyph, Kind, Tone};
use crate::words;

/// Asked once each time it is opened while it is unread; put off, it can be answered from the page.
pub fn seen_dialog(context: NotificationsContext, item: Memo<Notification>) -> AnyView {
    let words = words::seen();
    let put_off = RwSignal::new(false);
    let asks = Memo::new(move |_| item.with(|one| one.target_type.asks_to_be_seen() && !one.is_read_status));
    let open = Memo::new(move |_| asks.get() && !put_off.get());
    let close = Callback::new(move |()| put_off.set(true));
    let task = Task::new();
    let confirm = Callback::new(move |()| {
        let id = item.with_untracked(|item| item.id.clone());
        task.run(async move {
            update_notification(&id, &NewAction::new(ActionType::IsRead)).await?;
            context.refetch();
            Ok(())
        });
    });
    let inside = move || {
        let (what, said) = item.with(|one| (title(one), message(one)));
        view! {
            <p><strong>{what}</strong></p>
            <p>{said}</p>
            <p class="quiet">{words::notifications().seen_help}</p>
            {move || failure(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy=task.busy() on_press=confirm>{words.yes}</Button>
                <Button on_press=close>{words.later}</Button>
            </div>
        }
    };
    let later = move || match asks.get() && put_off.get() {
        true => view! { <Button kind=Kind::Primary busy=task.busy() on_press=confirm>{words.yes}</Button> }
            .into_any(),
        false => ().into_any(),
    };
    view! { <Dialog id="seen" title=words.title open=open on_close=close>{inside()}</Dialog>{later} }
        .into_any()
}

fn failure(task: Task) -> Option<AnyView> {
    let why = task.error().map(|error| error.message());
    why.map(|why| notice(Tone::Waiting, Glyph::Offline, [why], None))
}
