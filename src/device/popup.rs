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

    type Registration;
    #[wasm_bindgen(method, js_name = showNotification)]
    fn show_notification(this: &Registration, title: &str, options: &JsValue) -> Promise;
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
    let Some(ready) = CONTAINER.with(|container| container.as_ref().map(Container::ready)) else {
        return false;
    };
    let Ok(registration) = JsFuture::from(ready).await else { return false };
    let data = object(&[("path", path.into())]);
    let icon = "/icons/icon-192.png".into();
    let options = object(&[("body", body.into()), ("tag", tag.into()), ("icon", icon), ("data", data)]);
    let shown = registration.unchecked_into::<Registration>().show_notification(title, &options);
    JsFuture::from(shown).await.is_ok()
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
