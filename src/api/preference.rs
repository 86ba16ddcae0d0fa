//! How the one who is signed in wants to be told.

use wire::preference::{Preferences, PreferencesChange};

use super::{ApiError, Polled, Request, at, poll, tell};

/// `GET /api/preferences`.
pub async fn get_preferences(tag: Option<&str>) -> Result<Polled<Preferences>, ApiError> {
    poll(Request::get(&at("/preferences")), tag).await
}

/// `PUT /api/preferences`: kinds that are not in it stay as they were.
pub async fn update_preferences(change: &PreferencesChange) -> Result<Preferences, ApiError> {
    tell(Request::put(&at("/preferences")), change).await
}
