//! API clients: integrators' programs, their webhooks and tokens.

use wire::client::{ApiClient, ApiClientChange, ApiClientSecrets};

use super::{ApiError, Polled, Request, api_url, fetch_json, poll, send, send_json};

/// `GET /api/clients`, by name.
pub async fn list_clients(etag: Option<&str>) -> Result<Polled<Vec<ApiClient>>, ApiError> {
    poll(Request::get(&api_url("/clients")), etag).await
}

/// `PATCH /api/clients/{id}`: sets the webhook's URL; the first URL returns the secret.
pub async fn update_client(id: &str, change: &ApiClientChange) -> Result<ApiClientSecrets, ApiError> {
    send_json(Request::patch(&api_url(&format!("/clients/{id}"))), change).await
}

/// `POST /api/clients/{id}/rotate`: a new secret, shown once.
pub async fn rotate_webhook_secret(id: &str) -> Result<ApiClientSecrets, ApiError> {
    fetch_json(Request::post(&api_url(&format!("/clients/{id}/rotate")))).await
}

/// `DELETE /api/clients/{id}/tokens`: revokes all tokens.
pub async fn delete_client_tokens(id: &str) -> Result<(), ApiError> {
    send(Request::delete(&api_url(&format!("/clients/{id}/tokens")))).await.map(drop)
}
