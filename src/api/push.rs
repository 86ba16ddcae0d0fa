//! This person's devices for messages from afar.

use wasm_bindgen::JsValue;
use wire::push::{PushDevice, PushDevices};

use super::{ApiError, Request, ask, at, read, send};

/// `GET /api/push-subscriptions`: their devices, and the key by which push services know this server.
pub async fn list_push_subscriptions() -> Result<PushDevices, ApiError> {
    ask(Request::get(&at("/push-subscriptions"))).await
}

/// `POST /api/push-subscriptions`: the browser's own description of this device, with what it is called.
pub async fn create_push_subscription(name: &str, device: &JsValue) -> Result<PushDevice, ApiError> {
    // Setting a property of a plain object cannot fail.
    let _ = js_sys::Reflect::set(device, &JsValue::from_str("name"), &JsValue::from_str(name));
    let text = js_sys::JSON::stringify(device).map(String::from).unwrap_or_default();
    read(&send(Request::post(&at("/push-subscriptions")).json(text)).await?)
}

/// `POST /api/push-subscriptions/{id}/test`: a push to this device now, with the tag `test`.
pub async fn test_push_subscription(id: &str) -> Result<PushDevice, ApiError> {
    ask(Request::post(&at(&format!("/push-subscriptions/{id}/test")))).await
}

/// `GET /api/push-subscriptions/{id}`: whether the newest test came back.
pub async fn get_push_subscription(id: &str) -> Result<PushDevice, ApiError> {
    ask(Request::get(&at(&format!("/push-subscriptions/{id}")))).await
}

/// `DELETE /api/push-subscriptions/{id}`: nothing is pushed there any more.
pub async fn delete_push_subscription(id: &str) -> Result<(), ApiError> {
    send(Request::delete(&at(&format!("/push-subscriptions/{id}")))).await.map(drop)
}
