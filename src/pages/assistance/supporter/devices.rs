//! The devices that tell a supporter: adding this one, proving by a round trip that one can be reached, removing one.

use leptos::prelude::*;
use wire::push::PushDevice;

use crate::api::{self, ApiError};
use crate::components::notice;
use crate::device::clock;
use crate::device::push::{self, PushError};
use crate::frame;
use crate::task::Task;
use crate::ui::{Age, Button, Glyph, Kind, Skeleton, Tone};
use crate::words::{fill, supporter as words, words as common};

/// How long the push service, and then the device, may take.
const PATIENCE_MS: u32 = 10_000;

/// How often the server is asked whether a test came back.
const LOOK_MS: u32 = 500;

/// How a test of a device stands.
#[derive(Clone, PartialEq)]
enum Trial {
    Running,
    Reached(i64),
    NotReached,
}

/// What the part knows.
#[derive(Clone, Copy)]
struct Devices {
    list: RwSignal<Option<Vec<PushDevice>>>,
    trial: RwSignal<Option<(String, Trial)>>,
    told: RwSignal<Option<&'static str>>,
    task: Task,
}

/// The part of the page.
pub fn devices() -> AnyView {
    let words = words();
    let devices = Devices {
        list: RwSignal::new(None),
        trial: RwSignal::new(None),
        told: RwSignal::new(None),
        task: Task::new(),
    };
    devices.load();
    let told = move || {
        let told =
            devices.told.get().map(str::to_owned).or(devices.task.error().map(|error| error.message()));
        told.map(|told| notice(Tone::Waiting, Glyph::Info, [told], None))
    };
    let list = move || {
        devices.list.with(|list| match list {
            None => view! { <Skeleton words=common().errors.loading bars=2/> }.into_any(),
            Some(list) if list.is_empty() => {
                notice(Tone::Waiting, Glyph::Warning, [words.no_device.to_owned()], None)
            }
            Some(list) => {
                let rows: Vec<_> = list.iter().map(|device| devices.row(device)).collect();
                view! { <ul class="assistance__devices">{rows}</ul> }.into_any()
            }
        })
    };
    let add = Callback::new(move |()| devices.add());
    view! {
        <section class="stack" aria-labelledby="devices-title">
            <h2 id="devices-title">{words.devices}</h2>
            <p class="quiet">{words.devices_lead}</p>
            <div role="status">{told}</div>
            {list}
            <Button kind=Kind::Primary busy=devices.task.busy() on_press=add>{words.add}</Button>
        </section>
    }
    .into_any()
}

impl Devices {
    fn load(self) {
        frame::work(async move {
            if let Ok(found) = api::list_push_subscriptions().await {
                self.list.try_set(Some(found.devices));
            }
        });
    }

    fn add(self) {
        self.told.set(Some(words().adding));
        self.task.run(async move {
            let told = match self.register().await {
                Ok(None) => None,
                Ok(Some(PushError::Refused)) => Some(words().refused),
                Ok(Some(PushError::Unsupported)) => Some(words().unsupported),
                Ok(Some(PushError::Unreachable)) => Some(words().unreachable),
                Err(error) => {
                    self.told.try_set(None);
                    return Err(error);
                }
            };
            self.told.try_set(told);
            self.load();
            Ok(())
        });
    }

    async fn register(self) -> Result<Option<PushError>, ApiError> {
        let key = api::list_push_subscriptions().await?.key;
        match push::subscribe(&key, PATIENCE_MS).await {
            Err(missing) => Ok(Some(missing)),
            Ok(address) => {
                api::create_push_subscription(&push::device_name(), address).await?;
                Ok(None)
            }
        }
    }

    fn row(self, device: &PushDevice) -> AnyView {
        let words = words();
        let called = format!(" {}", device.name);
        let (test_id, remove_id, shown_id) = (device.id.clone(), device.id.clone(), device.id.clone());
        let proven = match &device.received_at {
            Some(at) => view! { <span>{words.last_reached} " " <Age at=at.millis()/></span> }.into_any(),
            None => view! { <span>{words.never_tested}</span> }.into_any(),
        };
        let trial = move || {
            self.trial.with(|trial| match trial {
                Some((id, trial)) if *id == shown_id => told_of(trial),
                _ => ().into_any(),
            })
        };
        view! {
            <li class="card">
                <strong>{device.name.clone()}</strong>
                <span class="quiet">{proven}</span>
                <div role="status">{trial}</div>
                <div class="buttons">
                    <Button on_press=Callback::new(move |()| self.test(test_id.clone()))>{words.test}</Button>
                    <Button kind=Kind::Quiet on_press=Callback::new(move |()| self.remove(remove_id.clone()))>
                        {words.remove}<span class="visually-hidden">{called}</span>
                    </Button>
                </div>
            </li>
        }
        .into_any()
    }

    /// Pushes, and asks until the device itself has answered.
    fn test(self, id: String) {
        self.trial.set(Some((id.clone(), Trial::Running)));
        frame::work(async move {
            let began = clock::mono();
            let mut outcome = Trial::NotReached;
            if api::test_push_subscription(&id).await.is_ok() {
                while clock::mono() - began < i64::from(PATIENCE_MS) {
                    gloo_timers::future::TimeoutFuture::new(LOOK_MS).await;
                    let device = api::get_push_subscription(&id).await;
                    if device.is_ok_and(|device| device.is_reached()) {
                        outcome = Trial::Reached(clock::mono() - began);
                        break;
                    }
                }
            }
            self.trial.try_set(Some((id, outcome)));
        });
    }

    fn remove(self, id: String) {
        self.task.run(async move {
            api::delete_push_subscription(&id).await?;
            self.told.try_set(Some(words().removed));
            self.load();
            Ok(())
        });
    }
}

fn told_of(trial: &Trial) -> AnyView {
    let words = words();
    match trial {
        Trial::Running => notice(Tone::Plain, Glyph::Clock, [words.testing.to_owned()], None),
        Trial::Reached(took) => {
            let seconds = format!("{}.{}", took / 1000, took % 1000 / 100);
            notice(Tone::Confirmed, Glyph::Tick, [fill(words.reached, &[("seconds", &seconds)])], None)
        }
        Trial::NotReached => notice(Tone::Waiting, Glyph::Warning, [words.not_reached.to_owned()], None),
    }
}
