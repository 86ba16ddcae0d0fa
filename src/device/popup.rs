//! Messages on the screen, also while the app is closed. Phones show them through the service worker only.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Notification;
    #[wasm_bindgen(thread_local_v2, js_namespace = window, js_name = Notification)]
    static NOTIFICATION: Option<Notification>;
    #[wasm_bindgen(method, getter)]
    fn permission(this: &Notification) -> String;
    #[wasm_bindgen(method, js_name = requestPermission)]
    fn request_permission(this: &Notification) -> Promise;

    type Container;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["window", "navigator"], js_name = serviceWorker)]
    static CONTAINER: Option<Container>;
    #[wasm_bindgen(method, getter)]
    fn ready(this: &Container) -> Promise;
    #[wasm_bindgen(method)]
    fn register(this: &Container, address: &str) -> Promise;

    type Registration;
    #[wasm_bindgen(method, js_name = showNotification)]
    fn show_notification(this: &Registration, title: &str, options: &JsValue) -> Promise;
    #[wasm_bindgen(method, js_name = getNotifications)]
    fn notifications(this: &Registration, filter: &JsValue) -> Promise;

    type Shown;
    #[wasm_bindgen(method)]
    fn close(this: &Shown);
}

/// Whether messages may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// They may.
    Granted,
    /// The person said no; only they can change it, in the browser's settings.
    Denied,
    /// Nobody was asked.
    Unasked,
    /// This browser has no such thing; an iPhone has it only for apps on the Home Screen.
    Missing,
}

/// What is allowed now.
pub fn permission() -> Permission {
    NOTIFICATION.with(|known| known.as_ref().map_or(Permission::Missing, |known| read(&known.permission())))
}

/// Asks the person; to be called from a touch.
pub async fn ask() -> Permission {
    let Some(asked) = NOTIFICATION.with(|known| known.as_ref().map(Notification::request_permission)) else {
        return Permission::Missing;
    };
    match JsFuture::from(asked).await {
        Ok(answer) => read(&answer.as_string().unwrap_or_default()),
        Err(_) => permission(),
    }
}

/// Shows a message; a later one with the same tag takes its place. A touch on it leads to `path`. Answers whether it was
/// shown.
pub async fn show(title: &str, body: &str, tag: &str, path: &str) -> bool {
    let data = object(&[("path", path.into())]);
    show_with(title, &[("body", body.into()), ("tag", tag.into()), ("data", data)]).await
}

/// Shows a notification that can be acknowledged or opened without looking at the page; the words are those of the two
/// buttons. It goes by its id, so that a push about the same takes its place.
pub async fn show_notification(
    title: &str,
    body: &str,
    id: &str,
    path: &str,
    [acknowledge, open]: [&str; 2],
) -> bool {
    let action = |name: &str, words: &str| object(&[("action", name.into()), ("title", words.into())]);
    let actions = js_sys::Array::of2(&action("acknowledge", acknowledge), &action("open", open));
    let data = object(&[("path", path.into()), ("notification", id.into())]);
    let options = [("body", body.into()), ("tag", id.into()), ("data", data), ("actions", actions.into())];
    show_with(title, &options).await
}

/// Shows what must not be missed: it stays until somebody touches it, and calls again when it is shown again.
pub async fn alarm(title: &str, body: &str, tag: &str, path: &str) -> bool {
    let data = object(&[("path", path.into())]);
    let stays = [("renotify", JsValue::TRUE), ("requireInteraction", JsValue::TRUE)];
    let says = [("body", body.into()), ("tag", tag.into()), ("data", data)];
    show_with(title, &[says.as_slice(), &stays].concat()).await
}

/// Takes back what was shown with this tag.
pub async fn close(tag: &'static str) {
    let Some(registration) = registration().await else { return };
    let shown = registration.notifications(&object(&[("tag", tag.into())]));
    let Ok(shown) = JsFuture::from(shown).await else { return };
    for one in js_sys::Array::from(&shown) {
        one.unchecked_into::<Shown>().close();
    }
}

/// Where the service worker stands that shows messages, on pages that do not start it anyway.
pub fn prepare() {
    let asked =
        CONTAINER.with(|container| container.as_ref().map(|found| found.register("/service-worker.js")));
    if let Some(asked) = asked {
        // Without one everything works but messages: a private window, an old browser.
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(asked).await;
        });
    }
}

async fn show_with(title: &str, options: &[(&str, JsValue)]) -> bool {
    let Some(registration) = registration().await else { return false };
    let options = object(options);
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&options, &"icon".into(), &"/icons/icon-192.png".into());
    let shown = registration.show_notification(title, &options);
    JsFuture::from(shown).await.is_ok()
}

async fn registration() -> Option<Registration> {
    let ready = CONTAINER.with(|container| container.as_ref().map(Container::ready))?;
    Some(JsFuture::from(ready).await.ok()?.unchecked_into())
}

fn read(permission: &str) -> Permission {
    match permission {
        "granted" => Permission::Granted,
        "denied" => Permission::Denied,
        _ => Permission::Unasked,
    }
}

fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object.into()
}
