//! Visits and cautionary records, for staff.

use wire::notification::NewVisitAnswer;
use wire::visit::{Caution, NewCaution, Visit};

use super::{ApiError, Polled, Request, api_url, poll, send, send_json};

/// `GET /api/visits?state=`.
pub async fn list_visits(state: &str, etag: Option<&str>) -> Result<Polled<Vec<Visit>>, ApiError> {
    poll(Request::get(&api_url(&format!("/visits?state={state}"))), etag).await
}

/// `GET /api/visits/{id}`.
pub async fn get_visit(id: &str, etag: Option<&str>) -> Result<Polled<Visit>, ApiError> {
    poll(Request::get(&of_visit(id, "")), etag).await
}

/// `POST /api/visits/{id}/answer`: confirms it, or chooses another time.
pub async fn answer_planned_visit(id: &str, answer: &NewVisitAnswer) -> Result<Visit, ApiError> {
    send_json(Request::post(&of_visit(id, "/answer")), answer).await
}

/// `GET /api/cautions`.
pub async fn list_cautions(etag: Option<&str>) -> Result<Polled<Vec<Caution>>, ApiError> {
    poll(Request::get(&api_url("/cautions")), etag).await
}

/// `PUT /api/cautions/{id}`.
pub async fn put_caution(id: &str, new: &NewCaution) -> Result<Caution, ApiError> {
    send_json(Request::put(&api_url(&format!("/cautions/{}", encoded(id)))), new).await
}

/// `DELETE /api/cautions/{id}`: ends the caution.
pub async fn end_caution(id: &str) -> Result<(), ApiError> {
    send(Request::delete(&api_url(&format!("/cautions/{}", encoded(id))))).await.map(drop)
}

fn of_visit(id: &str, part: &str) -> String {
    api_url(&format!("/visits/{}{part}", encoded(id)))
}

fn encoded(id: &str) -> String {
    String::from(js_sys::encode_uri_component(id))
}
