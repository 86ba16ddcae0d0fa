//! `POST /v2/notifications/sms`.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::Value;
use wire::sender::phone;

use super::accept::{self, Turn};
use super::auth::ApiKey;
use super::files;
use super::refusal::Refusal;
use super::schema::{Rule, Schema, read_object};
use crate::state::AppState;
use crate::table::sent;

const SCHEMA: Schema = Schema {
    fields: &[
        ("reference", Rule::Reference),
        ("phone_number", Rule::Phone),
        ("template_id", Rule::Uuid),
        ("personalisation", Rule::Object),
        ("scheduled_for", Rule::Soon),
        ("sms_sender_id", Rule::Uuid),
    ],
    required: &["phone_number", "template_id"],
};

/// Accepted and never sent: for smoke tests.
const SIMULATED: [&str; 3] = ["447700900000", "447700900111", "447700900222"];

/// The most characters of a name that a text comes from.
const NAME_LIMIT: usize = 11;

/// Sends a text message.
#[utoipa::path(post, path = "/v2/notifications/sms", tag = "sender",
    request_body(content = serde_json::Value, description = "phone_number, template_id; personalisation, reference, sms_sender_id, scheduled_for", example = json!({"phone_number": "07700900123", "template_id": "c6a75cc9-1193-4a5d-8e0f-000000000003", "personalisation": {"name": "Rose"}, "reference": "my-2"})),
    responses((status = 201, description = "Accepted: id, reference, content, uri, template"), (status = 400, description = "ValidationError or BadRequestError"), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 429, description = "RateLimitError or TooManyRequestsError")))]
pub(super) async fn send_sms(
    State(state): State<AppState>,
    who: ApiKey,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let turn = Turn::begin(&state, &who, "sms", &headers).await?;
    let answer = order(&state, &who, &headers, &turn, body).await;
    turn.end(&state, answer).await
}

async fn order(
    state: &AppState,
    who: &ApiKey,
    headers: &HeaderMap,
    turn: &Turn,
    body: Result<Bytes, BytesRejection>,
) -> Result<Value, Refusal> {
    let body = read_object(&body.map_err(|_| Refusal::bad_request("Invalid JSON supplied in POST data"))?)?;
    SCHEMA.check(&body, turn.now())?;
    if let Some(message) = turn.earlier(who).await? {
        return Ok(accept::accepted(state, headers, who, &message));
    }
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let values = body.get("personalisation").and_then(Value::as_object).cloned().unwrap_or_default();
    let template_id = text("template_id").unwrap_or_default();
    let template = accept::find_template(turn.db(), &who.service.id, template_id, "sms").await?;
    accept::check_values(&template, &values)?;
    let (_, words) = accept::fill(&template, &values);
    accept::check_words(&words)?;
    if values.values().any(files::is_file) {
        return Err(Refusal::bad_request("Can only send a file by email"));
    }
    let from = accept::identity(turn.db(), who, "sms", "sms_sender_id", text("sms_sender_id")).await?;
    let typed = text("phone_number").unwrap_or_default();
    // A number that is none was refused with the other fields; what is left is one that gets no texts.
    let number = phone::parse(typed).map_err(|problem| Refusal::phone(problem.message()))?;
    accept::check_guest(turn.db(), who, &number.digits).await?;
    if number.is_international && !who.service.international {
        return Err(Refusal::bad_request("Cannot send to international mobile numbers"));
    }
    accept::check_length("sms", &words)?;

    let mut message = sent::Model {
        reference: text("reference").map(str::to_owned),
        recipient: typed.trim().to_owned(),
        normal: number.digits,
        body: words,
        sender: Some(from.unwrap_or_else(|| who.service.name.chars().take(NAME_LIMIT).collect())),
        ..accept::blank(state, who, "sms", &template)
    };
    if !SIMULATED.contains(&message.normal.as_str()) {
        message = turn.store(who, message).await?;
    }
    Ok(accept::accepted(state, headers, who, &message))
}
