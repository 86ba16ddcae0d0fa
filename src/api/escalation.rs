//! The escalation ladder of the organisation, and how far an alarm has climbed it.

use wire::escalation::{Escalation, Ladder, LadderChange};
use wire::id::CalloutId;

use super::{ApiError, Polled, Request, api_url, poll, send, send_json};

/// `GET /api/escalation/{id}`: 1 security, 2 medical.
pub async fn get_ladder(response_type: &str, etag: Option<&str>) -> Result<Polled<Ladder>, ApiError> {
    poll(Request::get(&api_url(&format!("/escalation/{response_type}"))), etag).await
}

/// `PUT /api/escalation/{id}`: all steps.
pub async fn update_ladder(response_type: &str, change: &LadderChange) -> Result<Ladder, ApiError> {
    send_json(Request::put(&api_url(&format!("/escalation/{response_type}"))), change).await
}

/// `DELETE /api/escalation/{id}`: returns to the default.
pub async fn delete_ladder(response_type: &str) -> Result<(), ApiError> {
    send(Request::delete(&api_url(&format!("/escalation/{response_type}")))).await.map(drop)
}

/// `GET /api/callouts/{id}/escalation`.
pub async fn get_escalation(id: CalloutId, etag: Option<&str>) -> Result<Polled<Escalation>, ApiError> {
    poll(Request::get(&api_url(&format!("/callouts/{id}/escalation"))), etag).await
}
