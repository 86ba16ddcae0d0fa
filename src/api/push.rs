//! Push devices of the signed-in person.

use serde_json::Value;
use wire::push::{PushDevice, PushDevices};

use super::{ApiError, Request, api_url, fetch_json, get_json, send, send_json};

/// `GET /api/push-subscriptions`: their devices, and the server's public key for push services.
pub async fn list_push_subscriptions() -> Result<PushDevices, ApiError> {
    get_json(&api_url("/push-subscriptions")).await
}

/// `POST /api/push-subscriptions`: the browser's subscription, and the device's name.
pub async fn create_push_subscription(name: &str, mut device: Value) -> Result<PushDevice, ApiError> {
    device["name"] = name.into();
    send_json(Request::post(&api_url("/push-subscriptions")), &device).await
}

/// `POST /api/push-subscriptions/{id}/test`: sends a push with the tag `test` to this device now.
pub async fn test_push_subscription(id: &str) -> Result<PushDevice, ApiError> {
    fetch_json(Request::post(&api_url(&format!("/push-subscriptions/{id}/test")))).await
}

/// `GET /api/push-subscriptions/{id}`: whether the newest test arrived.
pub async fn get_push_subscription(id: &str) -> Result<PushDevice, ApiError> {
    get_json(&api_url(&format!("/push-subscriptions/{id}"))).await
}

/// `DELETE /api/push-subscriptions/{id}`: stops pushes to this device.
pub async fn delete_push_subscription(id: &str) -> Result<(), ApiError> {
    send(Request::delete(&api_url(&format!("/push-subscriptions/{id}")))).await.map(drop)
}
