//! "Can this device be reached?" (`/api/push-subscriptions`): a round trip, one's devices, this device's alerts, and
//! notification preferences (`/api/preferences`).

mod calls;
mod preferences;
mod round_trip;

use leptos::prelude::*;
use wire::push::{PushDevice, PushDevices};

use crate::api::{Polled, delete_push_subscription, list_push_subscriptions};
use crate::pages::staff::{STAFF_ROLES, gate, poll_notice, task_notice, use_page_title};
use crate::remote_data::{Poll, use_poll};
use crate::task::Task;
use crate::ui::{Badge, Button, Kind, Tone, use_now, when};
use crate::words::{self, fill};
use calls::calls;
use round_trip::{own_id, trial};

/// The page.
#[component]
pub fn DevicePage() -> impl IntoView {
    use_page_title(words::device().title);
    gate(&STAFF_ROLES, page)
}

fn page() -> AnyView {
    let texts = words::device();
    let poll = use_poll(Signal::stored(String::new()), |_, _| {
        Box::pin(async move { Ok(Polled::Changed(list_push_subscriptions().await?, None)) })
    });
    view! {
        <div class="page page--narrow">
            <header><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></header>
            {poll_notice(poll)}
            {trial(poll)}
            <Devices poll/>
            {calls()}
            {preferences::preferences_part()}
        </div>
    }
    .into_any()
}

#[component]
fn Devices(poll: Poll<PushDevices>) -> impl IntoView {
    let texts = words::device();
    let now = use_now();
    let task = Task::new();
    let known = poll.value();
    let list = move || match known.get() {
        None => ().into_any(),
        Some(known) if known.devices.is_empty() => {
            view! { <p class="quiet">{texts.devices_none}</p> }.into_any()
        }
        Some(known) => {
            let rows = known.devices.iter().map(|one| row(one, now.get(), task, poll)).collect_view();
            view! { <ul class="messages">{rows}</ul> }.into_any()
        }
    };
    view! {
        <section class="part" aria-labelledby="devices-title">
            <h2 id="devices-title">{texts.devices}</h2>
            {task_notice(task)}
            {list}
        </section>
    }
}

fn row(one: &PushDevice, now: i64, task: Task, poll: Poll<PushDevices>) -> AnyView {
    let texts = words::device();
    let ago = |at: i64| when::ago(at, now);
    let sentence = match (&one.received_at, &one.failed_at) {
        (Some(received), failed) if failed.as_ref().is_none_or(|failed| failed < received) => {
            fill(texts.device_reached, &[("ago", &ago(received.millis()))])
        }
        (_, Some(failed)) => fill(texts.device_failed, &[("ago", &ago(failed.millis()))]),
        _ => texts.device_never.to_owned(),
    };
    let mine = if own_id().as_deref() == Some(&one.id) {
        view! { <Badge text=texts.this_one tone=Tone::Accent/> }.into_any()
    } else {
        ().into_any()
    };
    let id = one.id.clone();
    let remove = Callback::new(move |()| {
        let id = id.clone();
        task.run(async move {
            delete_push_subscription(&id).await?;
            poll.refetch();
            Ok(())
        });
    });
    view! {
        <li class="message-row">
            <span class="message-row__what">{one.name.clone()}" "{mine}</span>
            <span class="message-row__status"><Button kind=Kind::Quiet on_press=remove>{texts.remove}</Button></span>
            <span class="quiet">{sentence}</span>
        </li>
    }
    .into_any()
}
