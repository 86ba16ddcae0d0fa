//! The resident's own details, which travel with every callout.

use wire::customer::{Customer, CustomerChange};

use super::{ApiError, Request, ask, at, tell};

/// `GET /api/customer`.
pub async fn get_customer() -> Result<Customer, ApiError> {
    ask(Request::get(&at("/customer"))).await
}

/// `PATCH /api/customer`: what is left out stays as it was.
pub async fn update_customer(change: &CustomerChange) -> Result<Customer, ApiError> {
    tell(Request::patch(&at("/customer")), change).await
}
