//! The round trip: pop-ups are allowed, the push service knows the device, and a push arrives. Each step shows its
//! result, and what to do after a failure.

use leptos::prelude::*;
use wire::push::PushDevices;

use crate::api::{ApiError, create_push_subscription, list_push_subscriptions, test_push_subscription};
use crate::device::clock;
use crate::device::popup::{self, Permission};
use crate::device::preference::{preference, set_preference};
use crate::device::push::{self, PushError};
use crate::pages::staff::task_notice;
use crate::remote_data::Poll;
use crate::task::Task;
use crate::ui::{Button, Glyph, Icon, Kind, use_now, when};
use crate::words::{self, fill};

const OWN: &str = "tocsin-push-device";
/// A slower push service is of little use, and some never answer, in milliseconds.
const PATIENCE_MS: u32 = 15_000;

/// The tag by which the service worker reports a test.
const TAG: &str = "test";

/// State of the round trip.
#[derive(Clone, PartialEq)]
enum RoundTrip {
    NotStarted,
    /// This many steps are done.
    Running(usize),
    /// It failed after this many steps, with what to do.
    Failed(usize, String),
    /// All done, in this many milliseconds.
    Passed(i64),
}

/// The id under which this browser was registered last.
pub fn own_id() -> Option<String> {
    preference(OWN).filter(|id| !id.is_empty())
}

/// The panel of the round trip.
pub fn trial(poll: Poll<PushDevices>) -> impl IntoView {
    let texts = words::device();
    let state = RwSignal::new(RoundTrip::NotStarted);
    let task = Task::new();
    let test = Callback::new(move |()| {
        task.run(async move {
            let ended = run(state).await;
            poll.refetch();
            ended
        });
    });
    let now = use_now();
    let known = poll.value();
    // The last successful test is shown until the next one.
    let before = Memo::new(move |_| {
        known.with(|known| {
            let own = own_id()?;
            let device = known.as_ref()?.devices.iter().find(|device| device.id == own)?.clone();
            device.is_reached().then(|| device.received_at.map(|at| at.millis()))?
        })
    });
    let verdict = move || match (state.get(), before.get()) {
        (RoundTrip::Passed(took), _) => {
            let seconds = format!("{:.1}", took as f64 / 1000.0);
            state_line("confirmed", Glyph::Tick, fill(texts.reached_in, &[("seconds", &seconds)]))
        }
        (RoundTrip::Running(_), _) => state_line("plain", Glyph::Clock, texts.testing.to_owned()),
        (RoundTrip::Failed(..), _) => state_line("waiting", Glyph::Warning, texts.not_reached.to_owned()),
        (RoundTrip::NotStarted, Some(at)) => {
            state_line("confirmed", Glyph::Tick, fill(texts.reached, &[("ago", &when::ago(at, now.get()))]))
        }
        (RoundTrip::NotStarted, None) => state_line("plain", Glyph::Info, texts.not_tested.to_owned()),
    };
    let steps = move || steps(&state.get());
    let label = move || if state.get() == RoundTrip::NotStarted { texts.test } else { texts.again };
    view! {
        <section class="part" aria-labelledby="reach-title">
            <h2 id="reach-title">{texts.reach}</h2>
            <div role="status">{verdict}</div>
            <p class="quiet">{texts.reach_lead}</p>
            {steps}
            {task_notice(task)}
            <div class="buttons"><Button kind=Kind::Primary busy=task.busy() on_press=test>{label}</Button></div>
        </section>
    }
}

fn state_line(state: &'static str, glyph: Glyph, words: String) -> impl IntoView {
    view! { <p class="reach" data-state=state><Icon glyph=glyph/><strong>{words}</strong></p> }
}

fn steps(trial: &RoundTrip) -> AnyView {
    let texts = words::device();
    let (done, failed) = match trial {
        RoundTrip::NotStarted => return ().into_any(),
        RoundTrip::Running(done) => (*done, None),
        RoundTrip::Failed(done, what) => (*done, Some(what.clone())),
        RoundTrip::Passed(_) => (3, None),
    };
    let step = |(place, words): (usize, &'static str)| {
        let glyph = match &failed {
            _ if place < done => Glyph::Tick,
            Some(_) if place == done => Glyph::Warning,
            _ => Glyph::Clock,
        };
        let help = failed.clone().filter(|_| place == done).map(|help| view! { <p>{help}</p> });
        let is_later = place > done || (place == done && failed.is_none());
        view! { <li class="outcome" data-refused=place == done && failed.is_some() data-later=is_later><Icon glyph=glyph/><div><p>{words}</p>{help}</div></li> }
    };
    let all = [texts.step_allow, texts.step_register, texts.step_arrive];
    view! { <ol class="outcomes">{all.into_iter().enumerate().map(step).collect_view()}</ol> }.into_any()
}

async fn run(state: RwSignal<RoundTrip>) -> Result<(), ApiError> {
    let texts = words::device();
    let failed = |done: usize, what: &str| {
        state.set(RoundTrip::Failed(done, what.to_owned()));
        Ok(())
    };
    state.set(RoundTrip::Running(0));
    popup::register_service_worker();
    let allowed = match popup::permission() {
        Permission::Default => popup::request_permission().await,
        known => known,
    };
    match allowed {
        Permission::Granted => {}
        Permission::Unsupported => return failed(0, texts.missing),
        Permission::Denied | Permission::Default => return failed(0, texts.denied),
    }
    state.set(RoundTrip::Running(1));
    let address = match push::subscribe(&list_push_subscriptions().await?.key, PATIENCE_MS).await {
        Ok(address) => address,
        Err(PushError::Unreachable) => return failed(1, texts.unreachable),
        Err(PushError::Refused | PushError::Unsupported) => return failed(1, texts.refused),
    };
    let id = create_push_subscription(&push::device_name(), address).await?.id;
    set_preference(OWN, &id);
    state.set(RoundTrip::Running(2));
    let began = clock::mono();
    let wait_for_push = push::wait_for_push(TAG, PATIENCE_MS);
    test_push_subscription(&id).await?;
    if wait_for_push.await {
        state.set(RoundTrip::Passed(clock::mono() - began));
        return Ok(());
    }
    failed(2, &fill(texts.lost, &[("seconds", &(PATIENCE_MS / 1000).to_string())]))
}
