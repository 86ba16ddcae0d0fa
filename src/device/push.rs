//! Web Push: this device's address at its browser's push service, and what the service worker tells of a push that arrived.

use js_sys::{JSON, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Container;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["window", "navigator"], js_name = serviceWorker)]
    static CONTAINER: Option<Container>;
    #[wasm_bindgen(method, getter)]
    fn ready(this: &Container) -> Promise;
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn listen(this: &Container, event: &str, act: &JsValue);

    type Registration;
    #[wasm_bindgen(method, getter, js_name = pushManager)]
    fn manager(this: &Registration) -> Option<Manager>;
    type Manager;
    #[wasm_bindgen(method)]
    fn subscribe(this: &Manager, options: &JsValue) -> Promise;

    type Message;
    #[wasm_bindgen(method, getter)]
    fn data(this: &Message) -> Option<Told>;
    type Told;
    #[wasm_bindgen(method, getter)]
    fn pushed(this: &Told) -> Option<String>;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["window", "navigator"], js_name = userAgent)]
    static USER_AGENT: String;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(act: &js_sys::Function, milliseconds: u32) -> JsValue;
    #[wasm_bindgen(js_name = atob, catch)]
    fn from_base64(text: &str) -> Result<js_sys::JsString, JsValue>;
}

/// Why this device has no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The browser has no push, or no service worker runs.
    Unsupported,
    /// It was not allowed, or the push service refused.
    Refused,
    /// The push service did not answer in time.
    Unreachable,
}

/// What this device may be called: "Chrome on Android". Its owner knows it by that among their others.
pub fn device_name() -> String {
    let named = |names: &[(&'static str, &'static str)], usual: &'static str| {
        USER_AGENT
            .with(|agent| names.iter().find(|(mark, _)| agent.contains(mark)).map_or(usual, |(_, name)| name))
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

/// This device's address as the server keeps it: the browser's own JSON of it, made with the server's `key` (base64url).
/// Where the push service cannot be reached, browsers wait for ever; we do not.
pub async fn subscribe(key: &str, patience_ms: u32) -> Result<JsValue, Missing> {
    let work = async {
        let ready = CONTAINER.with(|container| container.as_ref().map(Container::ready));
        let registration = JsFuture::from(ready.ok_or(Missing::Unsupported)?).await;
        let registration: Registration = registration.map_err(|_| Missing::Unsupported)?.unchecked_into();
        let manager = registration.manager().ok_or(Missing::Unsupported)?;
        let options = Object::new();
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &"userVisibleOnly".into(), &JsValue::TRUE);
        let _ = Reflect::set(&options, &"applicationServerKey".into(), &bytes(key)?);
        let address = JsFuture::from(manager.subscribe(&options)).await.map_err(|_| Missing::Refused)?;
        let text = JSON::stringify(&address).map_err(|_| Missing::Refused)?;
        JSON::parse(&String::from(text)).map_err(|_| Missing::Refused)
    };
    within(patience_ms, work).await.unwrap_or(Err(Missing::Unreachable))
}

/// Waits until the service worker tells that a push with this tag arrived; answers whether it did in time.
///
/// It listens from the call on, so it is called before the push is asked for.
pub fn arrival(tag: &str, patience_ms: u32) -> impl Future<Output = bool> {
    let wanted = tag.to_owned();
    let arrived = Promise::new(&mut |resolve, _| {
        let wanted = wanted.clone();
        let hear = Closure::<dyn Fn(Message)>::new(move |message: Message| {
            if message.data().and_then(|told| told.pushed()).as_deref() == Some(&wanted) {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        let hear = hear.into_js_value();
        CONTAINER.with(|container| container.as_ref().map(|container| container.listen("message", &hear)));
    });
    async move { within(patience_ms, JsFuture::from(arrived)).await.is_some() }
}

/// The result of `work`, unless it takes longer.
async fn within<T: 'static>(patience_ms: u32, work: impl Future<Output = T>) -> Option<T> {
    let late = Promise::new(&mut |resolve, _| _ = set_timeout(&resolve, patience_ms));
    let (mut work, mut late) = (std::pin::pin!(work), std::pin::pin!(JsFuture::from(late)));
    std::future::poll_fn(|context| {
        if let std::task::Poll::Ready(done) = work.as_mut().poll(context) {
            return std::task::Poll::Ready(Some(done));
        }
        late.as_mut().poll(context).map(|_| None)
    })
    .await
}

fn bytes(key: &str) -> Result<JsValue, Missing> {
    let plain = key.replace('-', "+").replace('_', "/");
    let text = from_base64(&plain).map_err(|_| Missing::Refused)?;
    let list: Vec<u8> = text.iter().map(|code| code as u8).collect();
    Ok(Uint8Array::from(list.as_slice()).into())
}
