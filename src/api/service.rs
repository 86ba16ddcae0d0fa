//! Services that send notifications: keys, sent messages, callbacks.

use wire::id::ServiceId;
use wire::service::{
    FollowOnLink, NewFollowOnLink, NotifyKeyTest, SentItem, Service, ServiceChange, ServiceSecrets,
};

use super::{ApiError, Polled, Request, api_url, poll, send_json};

/// `GET /api/services`, by name.
pub async fn list_services(etag: Option<&str>) -> Result<Polled<Vec<Service>>, ApiError> {
    poll(Request::get(&api_url("/services")), etag).await
}

/// `POST /api/services`: the only response with the key.
pub async fn create_service(new: &ServiceChange) -> Result<ServiceSecrets, ApiError> {
    send_json(Request::post(&api_url("/services")), new).await
}

/// `PATCH /api/services/{id}`: omitted fields stay unchanged.
pub async fn update_service(id: &ServiceId, change: &ServiceChange) -> Result<Service, ApiError> {
    send_json(Request::patch(&api_url(&format!("/services/{id}"))), change).await
}

/// `POST /api/services/{id}/rotate`: a new key, shown once.
pub async fn rotate_service_key(id: &ServiceId) -> Result<ServiceSecrets, ApiError> {
    super::fetch_json(Request::post(&api_url(&format!("/services/{id}/rotate")))).await
}

/// `POST /api/services/{id}/notify-key/test`: how GOV.UK Notify answers this key, or the stored one if there is none.
pub async fn test_notify_key(id: &ServiceId, notify_key: Option<String>) -> Result<NotifyKeyTest, ApiError> {
    let change = ServiceChange { notify_key, ..ServiceChange::default() };
    send_json(Request::post(&api_url(&format!("/services/{id}/notify-key/test"))), &change).await
}

/// `GET /api/follow-ons?service=`: where each type's notifications lead, for one service or, with an empty id, for all.
pub async fn list_follow_ons(
    service: &str,
    etag: Option<&str>,
) -> Result<Polled<Vec<FollowOnLink>>, ApiError> {
    poll(Request::get(&api_url(&format!("/follow-ons?service={service}"))), etag).await
}

/// `PUT /api/follow-ons/{targetType}`; an empty link restores the default.
pub async fn update_follow_on(kind: &str, new: &NewFollowOnLink) -> Result<FollowOnLink, ApiError> {
    send_json(Request::put(&api_url(&format!("/follow-ons/{kind}"))), new).await
}

/// `GET /api/services/{id}/sent?channel=&before=`, newest first.
pub async fn list_sent_by_service(
    id: &str,
    query: &str,
    etag: Option<&str>,
) -> Result<Polled<Vec<SentItem>>, ApiError> {
    poll(Request::get(&api_url(&format!("/services/{id}/sent?{query}"))), etag).await
}
