//! API clients: the programs of integrators, their webhooks and their tokens.

use wire::client::{ApiClient, ApiClientChange, ApiClientSecrets};

use super::{ApiError, Polled, Request, api_url, fetch_json, poll, send, send_json};

/// `GET /api/clients`, by name.
pub async fn list_clients(etag: Option<&str>) -> Result<Polled<Vec<ApiClient>>, ApiError> {
    poll(Request::get(&api_url("/clients")), etag).await
}

/// `PATCH /api/clients/{id}`: where it is told of callouts; the secret comes with the first address.
pub async fn update_client(id: &str, change: &ApiClientChange) -> Result<ApiClientSecrets, ApiError> {
    send_json(Request::patch(&api_url(&format!("/clients/{id}"))), change).await
}

/// `POST /api/clients/{id}/rotate`: another secret, shown this once.
pub async fn rotate_webhook_secret(id: &str) -> Result<ApiClientSecrets, ApiError> {
    fetch_json(Request::post(&api_url(&format!("/clients/{id}/rotate")))).await
}

/// `DELETE /api/clients/{id}/tokens`: all of them at once.
pub async fn delete_client_tokens(id: &str) -> Result<(), ApiError> {
    send(Request::delete(&api_url(&format!("/clients/{id}/tokens")))).await.map(drop)
}
