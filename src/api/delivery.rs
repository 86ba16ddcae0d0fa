//! Deliveries: the ledger, and sending again.

use wire::delivery::Delivery;

use super::{ApiError, Polled, Request, ask, at, poll};

/// `GET /api/deliveries`, with what it is narrowed down to as a query.
pub async fn list_deliveries(query: &str, tag: Option<&str>) -> Result<Polled<Vec<Delivery>>, ApiError> {
    poll(Request::get(&at(&format!("/deliveries{query}"))), tag).await
}

/// `POST /api/deliveries/{id}/replay`.
pub async fn replay_delivery(id: &str) -> Result<Delivery, ApiError> {
    ask(Request::post(&at(&format!("/deliveries/{id}/replay")))).await
}
