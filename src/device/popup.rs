//! Desktop notifications, also while the app is closed. Phones show them only through the service worker.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Notification, NotificationAction, NotificationOptions, NotificationPermission, ServiceWorkerRegistration,
};

use super::feature::{has_global, service_workers};

/// Permission for desktop notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    Granted,
    /// Denied; only the person can change it, in the browser's settings.
    Denied,
    Default,
    /// The browser has no notifications; an iPhone has them only for apps on the Home Screen.
    Unsupported,
}

/// The current permission.
pub fn permission() -> Permission {
    if !has_global("Notification") {
        return Permission::Unsupported;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::Default,
    }
}

/// Asks for permission; must be called from a click handler.
pub async fn request_permission() -> Permission {
    if has_global("Notification")
        && let Ok(promise) = Notification::request_permission()
    {
        let _ = JsFuture::from(promise).await;
    }
    permission()
}

/// Shows a notification; a later one with the same tag replaces it. A click opens `path`. Returns whether it was
/// shown.
pub async fn show(title: &str, body: &str, tag: &str, path: &str) -> bool {
    show_with(title, &message(body, tag, &[("path", path)])).await
}

/// Shows a notification with buttons to acknowledge or open it; `buttons` are their labels. Its tag is the
/// notification's id, so that a push for it replaces this one.
pub async fn show_notification(
    title: &str,
    body: &str,
    id: &str,
    path: &str,
    [acknowledge, open]: [&str; 2],
) -> bool {
    let options = message(body, id, &[("path", path), ("notification", id)]);
    let buttons = [("acknowledge", acknowledge), ("open", open)];
    let actions: Array = buttons.iter().map(|(name, words)| NotificationAction::new(name, words)).collect();
    options.set_actions(&actions);
    show_with(title, &options).await
}

/// Shows an alarm: it stays until it is clicked, and alerts again when it is shown again.
pub async fn show_alarm(title: &str, body: &str, tag: &str, path: &str) -> bool {
    let options = message(body, tag, &[("path", path)]);
    options.set_renotify(true);
    options.set_require_interaction(true);
    show_with(title, &options).await
}

/// Closes the notification with this tag.
pub async fn close(tag: &'static str) {
    let Some(registration) = registration().await else { return };
    let Ok(shown) = registration.get_notifications() else { return };
    let Ok(shown) = JsFuture::from(shown).await else { return };
    for one in Array::from(&shown) {
        let one: Notification = one.unchecked_into();
        if one.tag() == Some(tag.to_owned()) {
            one.close();
        }
    }
}

/// Registers the service worker that shows notifications, on pages that do not register it anyway.
pub fn register_service_worker() {
    if let Some(container) = service_workers() {
        let promise = container.register("/service-worker.js");
        // Without a service worker everything works but notifications (private window, old browser).
        spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}

fn message(body: &str, tag: &str, data: &[(&str, &str)]) -> NotificationOptions {
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    options.set_icon("/icons/icon-192.png");
    let object = Object::new();
    for (key, value) in data {
        // Setting a property of a new plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    options.set_data(&object);
    options
}

async fn show_with(title: &str, options: &NotificationOptions) -> bool {
    let Some(registration) = registration().await else { return false };
    let Ok(shown) = registration.show_notification_with_options(title, options) else { return false };
    JsFuture::from(shown).await.is_ok()
}

/// The service worker's registration, once a service worker runs.
pub(super) async fn registration() -> Option<ServiceWorkerRegistration> {
    let ready: Promise = service_workers()?.ready().ok()?;
    Some(JsFuture::from(ready).await.ok()?.unchecked_into())
}
