//! This device's address for messages from afar.

use wasm_bindgen::JsValue;
use wire::lenient::{Fields, Lenient};

use super::{ApiError, Request, ask, at, read, send};

/// What the server answers of its key and of a device.
struct PushAnswer {
    public_key: String,
    id: String,
}

impl Lenient for PushAnswer {
    fn read(value: serde_json::Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self { public_key: fields.take("public_key"), id: fields.take("id") })
    }
}

/// `GET /api/push-subscriptions/key`: the key by which push services know this server.
pub async fn get_push_key() -> Result<String, ApiError> {
    let answer: PushAnswer = ask(Request::get(&at("/push-subscriptions/key"))).await?;
    Ok(answer.public_key)
}

/// `POST /api/push-subscriptions`: the browser's own description of this device; answers with its id.
pub async fn create_push_subscription(device: &JsValue) -> Result<String, ApiError> {
    let text = js_sys::JSON::stringify(device).map(String::from).unwrap_or_default();
    let answer: PushAnswer = read(&send(Request::post(&at("/push-subscriptions")).json(text)).await?)?;
    Ok(answer.id)
}

/// `POST /api/push-subscriptions/{id}/test`: a push to this device now, with the tag `drill-push`.
pub async fn test_push_subscription(id: &str) -> Result<(), ApiError> {
    send(Request::post(&at(&format!("/push-subscriptions/{id}/test")))).await.map(drop)
}
