//! The resident's own details, which are sent with every callout.

use wire::customer::{Customer, CustomerChange};

use super::{ApiError, Request, api_url, get_json, send_json};

/// `GET /api/customer`.
pub async fn get_customer() -> Result<Customer, ApiError> {
    get_json(&api_url("/customer")).await
}

/// `PATCH /api/customer`: omitted fields stay unchanged.
pub async fn update_customer(change: &CustomerChange) -> Result<Customer, ApiError> {
    send_json(Request::patch(&api_url("/customer")), change).await
}
