//! Deliveries: the ledger, and sending again.

use wire::delivery::Delivery;

use super::{ApiError, Polled, Request, api_url, fetch_json, poll};

/// `GET /api/deliveries`, with what it is narrowed down to as a query.
pub async fn list_deliveries(query: &str, etag: Option<&str>) -> Result<Polled<Vec<Delivery>>, ApiError> {
    poll(Request::get(&api_url(&format!("/deliveries{query}"))), etag).await
}

/// `POST /api/deliveries/{id}/replay`.
pub async fn replay_delivery(id: &str) -> Result<Delivery, ApiError> {
    let response = fetch_json(Request::post(&api_url(&format!("/deliveries/{id}/replay")))).await;
    // A conflict here is no matter of somebody who was quicker: its words say all.
    response.map_err(|error| match error {
        ApiError::Conflict { message, body } => ApiError::Refused { status: 409, message, body },
        error => error,
    })
}
