//! `POST /v2/notifications/letter`: from a template, or a ready PDF.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use base64::Engine;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::GeneralPurposeConfig;
use sea_orm::{EntityTrait, Set};
use serde_json::{Map, Value, json};
use wire::sender::address;

use super::accept::{self, Turn};
use super::auth::ApiKey;
use super::files;
use super::own::READY_LETTER;
use super::refusal::Refusal;
use super::schema::{Rule, Schema, read_object};
use crate::state::AppState;
use crate::table::{sent, sent_pdf, template};

const FROM_TEMPLATE: Schema = Schema {
    fields: &[("reference", Rule::Reference), ("template_id", Rule::Uuid), ("personalisation", Rule::Object)],
    required: &["template_id", "personalisation"],
};

const READY: Schema = Schema {
    fields: &[("reference", Rule::Text), ("content", Rule::Text), ("postage", Rule::Postage)],
    required: &["reference", "content"],
};

/// As forgiving as the original: bits beyond the end count for nothing.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Sends a letter.
#[utoipa::path(post, path = "/v2/notifications/letter", tag = "sender",
    request_body(content = serde_json::Value, description = "template_id, personalisation with address_line_1 to address_line_7; reference. Or a ready PDF: reference, content (base64), postage", example = json!({"template_id": "c6a75cc9-1193-4a5d-8e0f-000000000005", "personalisation": {"name": "Rose", "address_line_1": "Rose Adeyemi", "address_line_2": "33 Acacia Avenue", "address_line_3": "SW1A 1AA"}})),
    responses((status = 201, description = "Accepted: id, reference, content, uri, template; of a ready PDF id, reference, postage"), (status = 400, description = "ValidationError or BadRequestError"), (status = 401, description = "No token"), (status = 403, description = "AuthError, or a team key"), (status = 429, description = "RateLimitError or TooManyRequestsError")))]
pub(super) async fn send_letter(
    State(state): State<AppState>,
    who: ApiKey,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let turn = Turn::begin(&state, &who, "letter", &headers).await?;
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
    let body =
        read_object(&body.map_err(|_| Refusal::bad_request("Uploaded file exceeds file size limit"))?)?;
    let is_ready = body.contains_key("content");
    (if is_ready { READY } else { FROM_TEMPLATE }).check(&body, turn.now())?;
    if let Some(message) = turn.earlier(who).await? {
        return Ok(if is_ready {
            ready_answer(&message)
        } else {
            accept::accepted(state, headers, who, &message)
        });
    }
    if is_ready {
        ready(state, who, turn, &body).await
    } else {
        written(state, who, headers, turn, &body).await
    }
}

fn check_key(who: &ApiKey) -> Result<(), Refusal> {
    if who.key.kind == "team" {
        return Err(Refusal::not_allowed("Cannot send letters with a team api key"));
    }
    Ok(())
}

async fn written(
    state: &AppState,
    who: &ApiKey,
    headers: &HeaderMap,
    turn: &Turn,
    body: &Map<String, Value>,
) -> Result<Value, Refusal> {
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let values = body.get("personalisation").and_then(Value::as_object).cloned().unwrap_or_default();
    let template_id = text("template_id").unwrap_or_default();
    let template = accept::find_template(turn.db(), &who.service.id, template_id, "letter").await?;
    accept::check_values(&template, &values)?;
    let (subject, words) = accept::fill(&template, &values);
    if values.values().any(files::is_file) {
        return Err(Refusal::bad_request("Can only send a file by email"));
    }
    check_key(who)?;
    let lines = address::from_values(&values)
        .map_err(|problem| Refusal::validation(vec![problem.message().to_owned()]))?;
    let message = sent::Model {
        reference: text("reference").map(str::to_owned),
        normal: lines.concat().to_lowercase(),
        recipient: lines.join("\n"),
        subject,
        body: words,
        postage: Some(template.postage.clone().unwrap_or_else(|| "second".to_owned())),
        ..accept::blank(state, who, "letter", &template)
    };
    let message = turn.store(who, message).await?;
    Ok(accept::accepted(state, headers, who, &message))
}

async fn ready(
    state: &AppState,
    who: &ApiKey,
    turn: &Turn,
    body: &Map<String, Value>,
) -> Result<Value, Refusal> {
    check_key(who)?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let content: String =
        text("content").unwrap_or_default().chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let pdf = BASE64
        .decode(content)
        .map_err(|_| Refusal::bad_request("Cannot decode letter content (invalid base64 encoding)"))?;
    let template = template::Entity::find_by_id(READY_LETTER).one(turn.db()).await?;
    let template = template.ok_or_else(|| Refusal::bad_request("Template not found"))?;
    let message = sent::Model {
        reference: text("reference").map(str::to_owned),
        recipient: "Provided as PDF".to_owned(),
        normal: "providedaspdf".to_owned(),
        subject: template.subject.clone(),
        postage: Some(text("postage").unwrap_or("second").to_owned()),
        status: "pending-virus-check".to_owned(),
        ..accept::blank(state, who, "letter", &template)
    };
    let message = turn.store(who, message).await?;
    let row = sent_pdf::ActiveModel { sent_id: Set(message.id.clone()), bytes: Set(pdf) };
    sent_pdf::Entity::insert(row).exec_without_returning(turn.db()).await?;
    Ok(ready_answer(&message))
}

fn ready_answer(message: &sent::Model) -> Value {
    json!({"id": message.id, "reference": message.reference, "postage": message.postage})
}
