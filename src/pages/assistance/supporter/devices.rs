//! The devices that notify a supporter: adding this one, testing one by a round trip, removing one.

use leptos::prelude::*;
use wire::push::PushDevice;

use crate::api::{self, ApiError};
use crate::components::notice;
use crate::device::clock;
use crate::device::push::{self, PushError};
use crate::frame;
use crate::task::Task;
use crate::ui::{Age, Button, Glyph, Kind, Skeleton, Tone};
use crate::words::{self, fill};

/// How long the push service, and then the device, may take, in milliseconds.
const PATIENCE_MS: u32 = 10_000;

/// How often the server is asked whether a test came back, in milliseconds.
const LOOK_MS: u32 = 500;

/// State of a device's test.
#[derive(Clone, PartialEq)]
enum DeviceTest {
    Running,
    Reached(i64),
    NotReached,
}

/// The state of the section.
#[derive(Clone, Copy)]
struct Devices {
    list: RwSignal<Option<Vec<PushDevice>>>,
    test_state: RwSignal<Option<(String, DeviceTest)>>,
    message: RwSignal<Option<&'static str>>,
    task: Task,
}

/// The section of the page.
pub fn devices() -> AnyView {
    let words = words::supporter();
    let devices = Devices {
        list: RwSignal::new(None),
        test_state: RwSignal::new(None),
        message: RwSignal::new(None),
        task: Task::new(),
    };
    devices.load();
    let message = move || {
        let message =
            devices.message.get().map(str::to_owned).or(devices.task.error().map(|error| error.message()));
        message.map(|message| notice(Tone::Waiting, Glyph::Info, [message], None))
    };
    let list = move || {
        devices.list.with(|list| match list {
            None => view! { <Skeleton words=words::common().errors.loading bars=2/> }.into_any(),
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
            <div role="status">{message}</div>
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
        self.message.set(Some(words::supporter().adding));
        self.task.run(async move {
            let message = match self.register().await {
                Ok(None) => None,
                Ok(Some(PushError::Refused)) => Some(words::supporter().refused),
                Ok(Some(PushError::Unsupported)) => Some(words::supporter().unsupported),
                Ok(Some(PushError::Unreachable)) => Some(words::supporter().unreachable),
                Err(error) => {
                    self.message.try_set(None);
                    return Err(error);
                }
            };
            self.message.try_set(message);
            self.load();
            Ok(())
        });
    }

    async fn register(self) -> Result<Option<PushError>, ApiError> {
        let key = api::list_push_subscriptions().await?.key;
        match push::subscribe(&key, PATIENCE_MS).await {
            Err(error) => Ok(Some(error)),
            Ok(address) => {
                api::create_push_subscription(&push::device_name(), address).await?;
                Ok(None)
            }
        }
    }

    fn row(self, device: &PushDevice) -> AnyView {
        let words = words::supporter();
        let called = format!(" {}", device.name);
        let (test_id, remove_id, row_id) = (device.id.clone(), device.id.clone(), device.id.clone());
        let proven = match &device.received_at {
            Some(at) => view! { <span>{words.last_reached} " " <Age at=at.millis()/></span> }.into_any(),
            None => view! { <span>{words.never_tested}</span> }.into_any(),
        };
        let test_state = move || {
            self.test_state.with(|test_state| match test_state {
                Some((id, test_state)) if *id == row_id => test_view(test_state),
                _ => ().into_any(),
            })
        };
        view! {
            <li class="card">
                <strong>{device.name.clone()}</strong>
                <span class="quiet">{proven}</span>
                <div role="status">{test_state}</div>
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

    /// Sends a push, and polls until the device has answered.
    fn test(self, id: String) {
        self.test_state.set(Some((id.clone(), DeviceTest::Running)));
        frame::work(async move {
            let began = clock::mono();
            let mut outcome = DeviceTest::NotReached;
            if api::test_push_subscription(&id).await.is_ok() {
                while clock::mono() - began < i64::from(PATIENCE_MS) {
                    gloo_timers::future::TimeoutFuture::new(LOOK_MS).await;
                    let device = api::get_push_subscription(&id).await;
                    if device.is_ok_and(|device| device.is_reached()) {
                        outcome = DeviceTest::Reached(clock::mono() - began);
                        break;
                    }
                }
            }
            self.test_state.try_set(Some((id, outcome)));
        });
    }

    fn remove(self, id: String) {
        self.task.run(async move {
            api::delete_push_subscription(&id).await?;
            self.message.try_set(Some(words::supporter().removed));
            self.load();
            Ok(())
        });
    }
}

fn test_view(test_state: &DeviceTest) -> AnyView {
    let words = words::supporter();
    match test_state {
        DeviceTest::Running => notice(Tone::Plain, Glyph::Clock, [words.testing.to_owned()], None),
        DeviceTest::Reached(took) => {
            let seconds = format!("{}.{}", took / 1000, took % 1000 / 100);
            notice(Tone::Confirmed, Glyph::Tick, [fill(words.reached, &[("seconds", &seconds)])], None)
        }
        DeviceTest::NotReached => notice(Tone::Waiting, Glyph::Warning, [words.not_reached.to_owned()], None),
    }
}
