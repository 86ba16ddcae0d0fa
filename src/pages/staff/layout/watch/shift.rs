//! A controller's shift (`/api/control/duty`): started and ended by hand, since only a person can say that somebody
//! is there.

use leptos::prelude::*;
use wire::control::{NewShift, OnDuty};
use wire::time::Timestamp;

use super::use_watch;
use crate::api::{ApiError, end_shift, start_shift};
use crate::device::popup;
use crate::frame::work;
use crate::pages::staff::task_notice;
use crate::server_clock;
use crate::session::{SessionContext, SessionState, use_session};
use crate::task::Task;
use crate::ui::{Button, Dialog, Kind, Select, use_now, when};
use crate::words::{self, fill, form};

const HOURS: [i64; 4] = [4, 8, 10, 12];
const HOUR: i64 = 3_600_000;

/// Whether the dialog that starts a shift is open.
#[derive(Clone, Copy)]
pub struct ShiftDialog(pub RwSignal<bool>);

/// Provides the dialog to every page.
pub fn provide_shift_dialog() {
    provide_context(ShiftDialog(RwSignal::new(false)));
}

/// Whether this controller is on duty, and the button to change it.
#[component]
pub fn ShiftTools() -> impl IntoView {
    let watch = use_watch();
    let session = use_session();
    let now = use_now();
    let ShiftDialog(open) = expect_context();
    let task = Task::new();
    let ask = Callback::new(move |()| open.set(true));
    let end = Callback::new(move |()| task.run(async move { end_shift().await }));
    let mine = Memo::new(move |_| {
        watch.duty.with(|duty| {
            let mut all = duty.iter().flat_map(|duty| &duty.on_duty);
            all.find(|one| is_own(session, one)).map(|one| one.until.millis())
        })
    });
    let content = move || {
        if !watch.is_controller.get() || watch.duty.with(Option::is_none) {
            return ().into_any();
        }
        match mine.get() {
            Some(until) => {
                let time = when::clock_time(until, now.get_untracked());
                let words_for = fill(words::watch().on_duty, &[("time", &time)]);
                view! {
                    <span class="shift__state" data-on="true">{words_for}</span>
                    <Button kind=Kind::Quiet busy=task.busy() on_press=end>{words::watch().end}</Button>
                }
                .into_any()
            }
            None => view! {
                <span class="shift__state">{words::watch().off_duty}</span>
                <Button kind=Kind::Quiet on_press=ask>{words::watch().start}</Button>
            }
            .into_any(),
        }
    };
    view! { <div class="shift">{content}</div>{task_notice(task)} }.into_any()
}

fn is_own(session: SessionContext, one: &OnDuty) -> bool {
    session.state.with(|state| matches!(state, SessionState::SignedIn(user) if user.id == one.id))
}

/// Who else is on duty, for the control room's own page: one's own shift is shown above, and nobody on duty is a
/// notice.
#[component]
pub fn OnDutyList() -> impl IntoView {
    let watch = use_watch();
    let session = use_session();
    let now = use_now();
    (move || {
        let Some(mut duty) = watch.duty.get() else { return ().into_any() };
        duty.on_duty.retain(|one| !is_own(session, one) || !one.listening);
        let one = |one: &OnDuty| {
            let time = when::clock_time(one.until.millis(), now.get_untracked());
            let sentence = if one.listening { words::watch().until } else { words::watch().until_deaf };
            view! { <li data-deaf=!one.listening>{fill(sentence, &[("name", &one.name), ("time", &time)])}</li> }
        };
        let list = duty.on_duty.iter().map(one).collect_view();
        match duty.on_duty.is_empty() {
            true => ().into_any(),
            false => view! { <ul class="queue__duty quiet" aria-label=words::watch().who>{list}</ul> }.into_any(),
        }
    }).into_any()
}

/// The dialog that starts a shift.
pub(super) fn shift_dialog() -> impl IntoView {
    let watch = use_watch();
    let ShiftDialog(open) = expect_context();
    let now = use_now();
    let hours = RwSignal::new("8".to_owned());
    let task = Task::new();
    let close = Callback::new(move |()| open.set(false));
    let options = Signal::derive(move || {
        let option = |hours: &i64| {
            let time = when::clock_time(server_clock::now() + hours * HOUR, now.get_untracked());
            let count = hours.to_string();
            (
                count.clone(),
                fill(
                    form(words::watch().hours, count.parse().unwrap_or_default()),
                    &[("count", &count), ("time", &time)],
                ),
            )
        };
        HOURS.iter().map(option).collect::<Vec<_>>()
    });
    let try_out = Callback::new(move |()| watch.sound.try_out());
    let start = Callback::new(move |()| {
        // Both need a click, and this is one.
        watch.sound.set(true);
        work(async { _ = popup::request_permission().await });
        let hours: i64 = hours.get_untracked().parse().unwrap_or(8);
        let until = Timestamp::from_millis(server_clock::now() + hours * HOUR);
        task.run(async move {
            // The stream reports who is on duty; this response may be older than its newest event.
            start_shift(&NewShift { until }).await?;
            open.set(false);
            Ok::<(), ApiError>(())
        });
    });
    view! {
        <Dialog id="shift" title=words::watch().start_title open=open on_close=close>
            <p>{words::watch().start_help}</p>
            <Select id="shift-hours" label=words::watch().ends_at value=hours options=options/>
            {task_notice(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy=task.busy() on_press=start>{words::watch().start}</Button>
                <Button on_press=try_out>{words::watch().try_sound}</Button>
                <Button on_press=close>{words::watch().cancel}</Button>
            </div>
        </Dialog>
    }
}
