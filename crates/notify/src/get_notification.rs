//! `GET /v2/notifications/{id}` and its PDF.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use wire::notify::Message;

use super::auth::ApiKey;
use super::refusal::Refusal;
use super::{schema, view};
use crate::state::NotifyState;
use database::entity::{notify_message, notify_pdf, notify_service};
use database::store::Store;
use web::error::Error;

async fn find(state: &NotifyState, who: &ApiKey, id: &str) -> Result<notify_message::Model, Refusal> {
    if !schema::is_uuid(id) {
        return Err(Refusal::validation(vec!["notification_id is not a valid UUID".to_owned()]));
    }
    notify_message::Entity::find_by_id(schema::uuid(id))
        .filter(notify_message::Column::ServiceId.eq(&who.service.id))
        .one(&*state.db)
        .await?
        .ok_or_else(Refusal::not_found)
}

/// Returns one message.
#[utoipa::path(get, path = "/v2/notifications/{id}", tag = "sender", params(("id" = String, Path)),
    responses((status = 200, description = "The message with its status", body = Message), (status = 400), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 404, description = "NoResultFound")))]
pub(super) async fn get_sent(
    State(state): State<NotifyState>,
    who: ApiKey,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<axum::Json<Message>, Refusal> {
    let message = find(&state, &who, &id).await?;
    Ok(axum::Json(view::message(&message, &state.config.web.root(&headers))))
}

/// The PDF of a letter.
#[utoipa::path(get, path = "/v2/notifications/{id}/pdf", tag = "sender", params(("id" = String, Path)),
    responses((status = 200, description = "application/pdf", content_type = "application/pdf", body = wire::openapi::File), (status = 400, description = "PDFNotReadyError, or not a letter"), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 404, description = "NoResultFound")))]
pub(super) async fn get_sent_pdf(
    State(state): State<NotifyState>,
    who: ApiKey,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let message = find(&state, &who, &id).await?;
    if message.kind != "letter" {
        return Err(Refusal::bad_request("Notification is not a letter"));
    }
    match message.status.as_str() {
        "virus-scan-failed" => return Err(Refusal::bad_request("File did not pass the virus scan")),
        "technical-failure" => {
            let message = "PDF not available for letters in status technical-failure";
            return Err(Refusal::bad_request(message));
        }
        "pending-virus-check" => return Err(Refusal::pdf_not_ready()),
        _ => {}
    }
    let pdf = notify_pdf::Entity::find_by_id(&message.id).one(&*state.db).await?;
    let pdf = pdf.ok_or_else(Refusal::pdf_not_ready)?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], pdf.bytes).into_response())
}

/// The status of a message by the name of its service, for staff of the organisation that the service belongs to.
pub async fn report(
    store: &Store,
    organisation_id: Option<i64>,
    service: &str,
    id: &str,
) -> Result<Option<Value>, Error> {
    let Some(message) = notify_message::Entity::find_by_id(id).one(&*store.db).await? else {
        return Ok(None);
    };
    let owner = notify_service::Entity::find_by_id(&message.service_id).one(&*store.db).await?;
    let is_theirs = |owner: &notify_service::Model| {
        owner.name.to_lowercase() == service.trim().to_lowercase()
            && (owner.organisation_id.is_none() || owner.organisation_id == organisation_id)
    };
    let report = owner.filter(is_theirs).map(|_| serde_json::to_value(view::message(&message, "")));
    report.transpose().map_err(Error::internal)
}
