//! Requests for assistance and their answers.

use wire::assistance::{AnswerChoice, AssistanceRequest, NewAnswer, NewAssistanceRequest, Provider};
use wire::id::{AssistanceRequestId, ProviderId, ResidentId};
use wire::page::Page;

use super::{ApiError, Polled, Request, api_url, every_page, poll, send_json};

/// `GET /api/v2/assistance-provider?visible_to=`: the providers a resident can ask, as the television lists them.
pub async fn list_visible_providers(resident: ResidentId) -> Result<Vec<Provider>, ApiError> {
    every_page(&format!("/v2/assistance-provider?visible_to={resident}")).await
}

/// `POST /api/v2/assistance-request`. Repeating it with the same `key` creates no second request.
pub async fn create_assistance_request(
    provider: ProviderId,
    key: &str,
) -> Result<AssistanceRequest, ApiError> {
    let request = Request::post(&api_url("/v2/assistance-request")).header("Idempotency-Key", key);
    send_json(request, &NewAssistanceRequest { provider }).await
}

/// `GET /api/v2/assistance-request`: a resident's own requests, or those a supporter was notified of; newest first.
pub async fn list_assistance_requests(
    etag: Option<&str>,
) -> Result<Polled<Page<AssistanceRequest>>, ApiError> {
    poll(Request::get(&api_url("/v2/assistance-request?page_size=20")), etag).await
}

/// `GET /api/v2/assistance-request/{id}`.
pub async fn get_assistance_request(
    id: AssistanceRequestId,
    etag: Option<&str>,
) -> Result<Polled<AssistanceRequest>, ApiError> {
    poll(Request::get(&api_url(&format!("/v2/assistance-request/{id}"))), etag).await
}

/// `POST /api/v2/assistance-request/{id}/answer`.
pub async fn create_assistance_answer(
    id: AssistanceRequestId,
    answer: AnswerChoice,
) -> Result<AssistanceRequest, ApiError> {
    send_json(Request::post(&api_url(&format!("/v2/assistance-request/{id}/answer"))), &NewAnswer { answer })
        .await
}
