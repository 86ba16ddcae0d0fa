//! The callbacks to a service (`GET /api/deliveries?service=`): each with its attempts and a replay button.

use leptos::prelude::*;
use wire::delivery::{Delivery, DeliveryAttempt, DeliveryState};
use wire::service::Service;

use crate::api::{list_deliveries, replay_delivery};
use crate::pages::staff::Load;
use crate::pages::staff::task_notice;
use crate::remote_data::{Poll, use_poll};
use crate::task::Task;
use crate::ui::{Badge, Button, Kind, Tone, use_now, when};
use crate::words::{self, counted, fill};

/// The ledger of callbacks.
pub fn callbacks(id: String, known: Memo<Option<Service>>) -> AnyView {
    let texts = words::services();
    let none = move || {
        let has_none = known.with(|known| known.as_ref().is_some_and(|one| one.callback_url.is_none()));
        if has_none { view! { <p class="quiet">{texts.no_callback}</p> }.into_any() } else { ().into_any() }
    };
    let list = ledger(format!("?service={id}"), texts.callbacks_none, texts.callbacks_none_help);
    view! {
        <section class="part" aria-labelledby="service-callbacks">
            <h2 id="service-callbacks">{texts.callbacks}</h2>
            {none}
            {list}
        </section>
    }
    .into_any()
}

/// The deliveries of this query, newest first, each with its attempts and a replay button.
pub fn ledger(query: String, none: &'static str, none_help: &'static str) -> AnyView {
    let poll = use_poll(Signal::stored(query), |query, etag| {
        Box::pin(async move { list_deliveries(&query, etag.as_deref()).await })
    });
    let now = use_now();
    let task = Task::new();
    let list = view! { <Load poll bars=3 draw={move |value| {
        if value.is_empty() {
            view! {
                <p><strong>{none}</strong></p><p class="quiet">{none_help}</p>
            }
            .into_any()
        } else {
            let rows = value.iter().map(|one| row(one, now.get(), task, poll)).collect_view();
            view! { <ul class="messages">{rows}</ul> }.into_any()
        }
    }}/> };
    view! { {task_notice(task)}{list} }.into_any()
}

fn row(one: &Delivery, now: i64, task: Task, poll: Poll<Vec<Delivery>>) -> impl IntoView + use<> {
    let texts = words::services();
    let (state, tone) = match one.state {
        DeliveryState::Delivered => (texts.delivered, Tone::Confirmed),
        DeliveryState::Dead => (texts.dead, Tone::Waiting),
        _ => (texts.trying, Tone::Plain),
    };
    let at = one.created_at.millis();
    let tries = counted(texts.tries, one.attempts.len() as i64);
    let due = one.due_at.as_ref().filter(|_| one.state == DeliveryState::Waiting);
    let due = due.map(|at| fill(texts.again_due, &[("time", &when::clock_seconds(at.millis()))]));
    let sentence = [Some(tries), due].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let id = one.id.clone();
    let retry = Callback::new(move |()| {
        let id = id.clone();
        task.run(async move {
            replay_delivery(&id).await?;
            poll.refetch();
            Ok(())
        });
    });
    let replay = (one.state != DeliveryState::Waiting).then(|| {
        view! {
            <Button kind=Kind::Quiet busy=task.busy() on_press=retry>{texts.replay}</Button>
        }
    });
    view! {
        <li class="message-row">
            <span class="message-row__what">{one.event_type.clone()}</span>
            <span class="message-row__status"><Badge text=state tone=tone/>{replay}</span>
            <details class="quiet callback__tries">
                <summary>{format!("{} · {} · {sentence}", when::ago(at, now), when::clock_time(at, now))}</summary>
                <ol>{one.attempts.iter().map(attempt).collect_view()}</ol>
            </details>
        </li>
    }
}

fn attempt(one: &DeliveryAttempt) -> impl IntoView + use<> {
    let status =
        one.status.map(|status| status.to_string()).unwrap_or_else(|| one.outcome.as_str().to_owned());
    let took = one.took_ms.unwrap_or_default().to_string();
    let sentence = fill(words::services().took, &[("status", &status), ("ms", &took)]);
    let detail = one.detail.clone().map(|detail| format!(" · {detail}")).unwrap_or_default();
    view! { <li>{format!("{} · {sentence}{detail}", when::clock_seconds(one.started_at.millis()))}</li> }
}
