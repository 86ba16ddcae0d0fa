//! Addresses of sites and residents.

use wire::assistance::{Resident, Site};
use wire::postal_address::NewAddress;

use super::{ApiError, Request, api_url, get_json, send_json};

/// `GET /api/v2/site/{id}`.
pub async fn get_site(id: i64) -> Result<Site, ApiError> {
    get_json(&api_url(&format!("/v2/site/{id}?include=address_line"))).await
}

/// `GET /api/v2/resident/{id}`.
pub async fn get_resident(id: i64) -> Result<Resident, ApiError> {
    get_json(&api_url(&format!("/v2/resident/{id}"))).await
}

/// `PUT /api/v2/site/{id}/address`.
pub async fn update_site_address(id: i64, new: &NewAddress) -> Result<Site, ApiError> {
    send_json(Request::put(&api_url(&format!("/v2/site/{id}/address"))), new).await
}

/// `PUT /api/v2/resident/{id}/address`.
pub async fn update_resident_address(id: i64, new: &NewAddress) -> Result<Resident, ApiError> {
    send_json(Request::put(&api_url(&format!("/v2/resident/{id}/address"))), new).await
}
