//! Web Push: this device's subscription, and push arrivals reported by the service worker.

use gloo_timers::future::TimeoutFuture;
use js_sys::{JSON, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, PushSubscriptionOptionsInit};

use super::feature::{navigator, service_workers, supported};
use super::popup::registration;

/// Why subscribing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushError {
    /// The browser has no push, or no service worker runs.
    Unsupported,
    /// Permission was denied, or the push service refused.
    Refused,
    /// The push service did not answer in time.
    Unreachable,
}

/// A name for this device: "Chrome on Android".
pub fn device_name() -> String {
    let agent = navigator().user_agent().unwrap_or_default();
    let named = |names: &[(&'static str, &'static str)], usual: &'static str| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map_or(usual, |(_, name)| name)
    };
    let browser = named(
        &[
            ("Edg", "Edge"),
            ("Firefox", "Firefox"),
            ("Chrome", "Chrome"),
            ("CriOS", "Chrome"),
            ("Safari", "Safari"),
        ],
        "Browser",
    );
    let system = named(
        &[
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS", "Mac"),
            ("Linux", "Linux"),
        ],
        "this device",
    );
    format!("{browser} on {system}")
}

/// This device's push subscription as JSON, made with the server's `key` (base64url). If the push service is
/// unreachable, browsers never answer, so it gives up after `timeout_ms`.
pub async fn subscribe(key: &str, timeout_ms: u32) -> Result<serde_json::Value, PushError> {
    let work = async {
        let registration = registration().await.ok_or(PushError::Unsupported)?;
        let manager = registration.push_manager().ok().and_then(supported).ok_or(PushError::Unsupported)?;
        let key = bytes(key)?;
        let options = PushSubscriptionOptionsInit::new();
        options.set_user_visible_only(true);
        options.set_application_server_key(&key);
        let promise = manager.subscribe_with_options(&options).map_err(|_| PushError::Refused)?;
        let address = JsFuture::from(promise).await.map_err(|_| PushError::Refused)?;
        let text = JSON::stringify(&address).map_err(|_| PushError::Refused)?;
        serde_json::from_str(&String::from(text)).map_err(|_| PushError::Refused)
    };
    with_timeout(timeout_ms, work).await.unwrap_or(Err(PushError::Unreachable))
}

/// Waits until the service worker reports a push with this tag; returns whether it arrived in time.
///
/// Call it before requesting the push: it listens from the call on.
pub fn wait_for_push(tag: &str, timeout_ms: u32) -> impl Future<Output = bool> {
    let wanted = tag.to_owned();
    let arrived = Promise::new(&mut |resolve, _| {
        let wanted = wanted.clone();
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let pushed = Reflect::get(&message.data(), &JsValue::from_str("pushed"));
            if pushed.is_ok_and(|tag| tag.as_string().as_deref() == Some(&wanted)) {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        if let Some(container) = service_workers() {
            let hear = hear.into_js_value();
            let _ = container.add_event_listener_with_callback("message", hear.unchecked_ref());
        }
    });
    async move { with_timeout(timeout_ms, JsFuture::from(arrived)).await.is_some() }
}

/// The result of `work`, or `None` after `timeout_ms`.
async fn with_timeout<T: 'static>(timeout_ms: u32, work: impl Future<Output = T>) -> Option<T> {
    let (mut work, mut late) = (std::pin::pin!(work), std::pin::pin!(TimeoutFuture::new(timeout_ms)));
    std::future::poll_fn(|context| {
        if let std::task::Poll::Ready(done) = work.as_mut().poll(context) {
            return std::task::Poll::Ready(Some(done));
        }
        late.as_mut().poll(context).map(|()| None)
    })
    .await
}

fn bytes(key: &str) -> Result<Uint8Array, PushError> {
    let plain = key.replace('-', "+").replace('_', "/");
    let text = window().atob(&plain).map_err(|_| PushError::Refused)?;
    // Each character is one byte.
    let list: Vec<u8> = text.chars().map(|character| character as u8).collect();
    Ok(Uint8Array::from(list.as_slice()))
}
