//! Deliveries: the ledger, and replaying one.

use wire::delivery::Delivery;

use super::{ApiError, Polled, Request, api_url, fetch_json, poll};

/// `GET /api/deliveries` with the filter as query.
pub async fn list_deliveries(query: &str, etag: Option<&str>) -> Result<Polled<Vec<Delivery>>, ApiError> {
    poll(Request::get(&api_url(&format!("/deliveries{query}"))), etag).await
}

/// `POST /api/deliveries/{id}/replay`.
pub async fn replay_delivery(id: &str) -> Result<Delivery, ApiError> {
    let response = fetch_json(Request::post(&api_url(&format!("/deliveries/{id}/replay")))).await;
    // A conflict here is not about another person: its message explains it.
    response.map_err(|error| match error {
        ApiError::Conflict { message, body } => ApiError::Refused { status: 409, message, body },
        error => error,
    })
}
