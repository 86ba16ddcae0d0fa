//! Confirming or moving a visit, by the officer who visits (`POST /api/notifications/{id}/visit`).

use leptos::prelude::*;
use wire::notification::{NewVisitAnswer, Notification, VisitAnswer, VisitChoice};
use wire::time::Timestamp;

use crate::api::answer_visit;
use crate::components::{TimeForm, VisitTimeForm};
use crate::model::tray::visit::Visit;
use crate::pages::staff::task_notice;
use crate::remote_data::Poll;
use crate::task::Task;
use crate::ui::{Button, Kind, use_now, when};
use crate::words::{self, fill};

/// Both buttons; nothing for other types, past visits, and those of other officers.
pub fn visit_part(poll: Poll<Notification>, item: Memo<Notification>) -> AnyView {
    let now = use_now();
    let is_open = Memo::new(move |_| {
        item.with(|item| {
            let visit = Visit::of(item, now.get());
            visit.is_some_and(|visit| !visit.is_over) && item.may_decide != Some(false)
        })
    });
    let (task, writes) = (Task::new(), RwSignal::new(false));
    let send = Callback::new(move |answer: NewVisitAnswer| {
        let id = item.with_untracked(|item| item.id.clone());
        task.run(async move {
            answer_visit(&id, &answer).await?;
            let _ = writes.try_set(false);
            poll.refetch();
            Ok(())
        });
    });
    (move || if is_open.get() { view! { <Part item task writes send/> }.into_any() } else { ().into_any() })
        .into_any()
}

#[component]
fn Part(
    item: Memo<Notification>,
    task: Task,
    writes: RwSignal<bool>,
    send: Callback<NewVisitAnswer>,
) -> impl IntoView {
    let texts = words::visits();
    let answer = Memo::new(move |_| item.with(|item| item.visit_answer.clone()));
    let answer_view = move || answer.get().map(|answer| answer_view(&answer));
    let form = TimeForm::default();
    let cancel = Callback::new(move |()| writes.set(false));
    let ways = move || match writes.get() {
        true => view! { <VisitTimeForm form busy=task.busy() send cancel/> }.into_any(),
        false => buttons(requested_slot(item), task, writes, send),
    };
    view! {
        <section class="part" aria-labelledby="item-visit">
            <h2 id="item-visit">{texts.somewhere}</h2>
            {answer_view}
            {ways}
            {task_notice(task)}
            <p class="quiet">{texts.change_help}</p>
        </section>
    }
}

fn answer_view(answer: &VisitAnswer) -> impl IntoView + use<> {
    let note = answer.note.clone().map(|note| view! { <blockquote class="decide__note">{note}</blockquote> });
    let slot = answer.slot.as_ref().map(|slot| when::day_and_time(slot.millis()));
    let words = words::visits();
    let what = match (&answer.answer, slot) {
        (VisitChoice::Rearrange, Some(time)) => fill(words.asks_for, &[("time", &time)]),
        (VisitChoice::Rearrange, None) => words.asks.to_owned(),
        _ => words.confirmed.to_owned(),
    };
    view! { <p>{what}</p>{note} }
}

/// The time that the resident requested, while the visit is not at it.
fn requested_slot(item: Memo<Notification>) -> Option<i64> {
    item.with(|item| {
        let slot = item.visit_answer.as_ref()?.slot.as_ref().map(Timestamp::millis)?;
        (Some(slot) != item.due_at.as_ref().map(Timestamp::millis)).then_some(slot)
    })
}

fn buttons(
    requested_slot: Option<i64>,
    task: Task,
    writes: RwSignal<bool>,
    send: Callback<NewVisitAnswer>,
) -> AnyView {
    let texts = words::visits();
    let confirm = Callback::new(move |()| {
        send.run(NewVisitAnswer { answer: VisitChoice::Confirmed, ..NewVisitAnswer::default() });
    });
    let label = match requested_slot {
        Some(slot) => fill(texts.confirm_wish, &[("time", &when::day_and_time(slot))]),
        None => texts.confirm.to_owned(),
    };
    let other = Callback::new(move |()| writes.set(true));
    view! {
        <div class="buttons">
            <Button kind=Kind::Primary busy=task.busy() on_press=confirm>{label}</Button>
            <Button on_press=other>{texts.other_time}</Button>
            <a class="button button--quiet" href=crate::links::VISITS>{texts.open}</a>
        </div>
    }
    .into_any()
}
