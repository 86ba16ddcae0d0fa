//! Televisions and their pairing codes.

use wire::callout::Callout;
use wire::id::ResidentId;
use wire::new_callout::NewCallout;
use wire::television::{Claim, NewPairing, PairingState, Television, TelevisionChange};

use super::{ApiError, Polled, Request, api_url, fetch_json, get_json, poll, send, send_json};

/// `POST /api/tv/pairings`: a new code to show.
pub async fn create_pairing() -> Result<NewPairing, ApiError> {
    fetch_json(Request::post(&api_url("/tv/pairings"))).await
}

/// `POST /api/tv/pairings/{id}/session`: whether the code was entered; then this television is signed in.
pub async fn create_television_session(id: &str) -> Result<PairingState, ApiError> {
    fetch_json(Request::post(&api_url(&format!("/tv/pairings/{id}/session")))).await
}

/// `POST /api/tv/pairings/claim`: claims the code that a television shows.
pub async fn claim_pairing(claim: &Claim) -> Result<Television, ApiError> {
    send_json(Request::post(&api_url("/tv/pairings/claim")), claim).await
}

/// `GET /api/tv/pairings`: the resident's own televisions.
pub async fn list_televisions() -> Result<Vec<Television>, ApiError> {
    get_json(&api_url("/tv/pairings")).await
}

/// `GET /api/tv/pairings?resident=`: a resident's televisions, for their admin.
pub async fn list_resident_televisions(
    resident: ResidentId,
    etag: Option<&str>,
) -> Result<Polled<Vec<Television>>, ApiError> {
    poll(Request::get(&api_url(&format!("/tv/pairings?resident={resident}"))), etag).await
}

/// `PATCH /api/tv/pairings/{id}`: renames it.
pub async fn update_television(id: &str, change: &TelevisionChange) -> Result<Television, ApiError> {
    send_json(Request::patch(&api_url(&format!("/tv/pairings/{id}"))), change).await
}

/// `DELETE /api/tv/pairings/{id}`.
pub async fn delete_television(id: &str) -> Result<(), ApiError> {
    send(Request::delete(&api_url(&format!("/tv/pairings/{id}")))).await.map(drop)
}

/// `POST /api/callouts` from the television, which has no shell to own the press. Repeating it with the same `key`
/// and body creates no second callout.
pub async fn create_callout(press: &NewCallout, key: &str) -> Result<Callout, ApiError> {
    let request = Request::post(&api_url("/callouts")).header("Idempotency-Key", key);
    send_json(request, press).await
}
