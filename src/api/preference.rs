//! The notification preferences of the signed-in person.

use wire::preference::{Preferences, PreferencesChange};

use super::{ApiError, Polled, Request, api_url, poll, send_json};

/// `GET /api/preferences`.
pub async fn get_preferences(etag: Option<&str>) -> Result<Polled<Preferences>, ApiError> {
    poll(Request::get(&api_url("/preferences")), etag).await
}

/// `PUT /api/preferences`: omitted kinds stay unchanged.
pub async fn update_preferences(change: &PreferencesChange) -> Result<Preferences, ApiError> {
    send_json(Request::put(&api_url("/preferences")), change).await
}
