//! `POST /v2/template/{id}/preview`: what a message would say.

use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::{Map, Value, json};

use super::auth::ApiKey;
use super::refusal::Refusal;
use super::schema::{Rule, Schema, read_object};
use super::{accept, template_reads};
use crate::markup;
use crate::state::AppState;

/// Unknown fields are let through, as by the original.
const SCHEMA: Schema = Schema { fields: &[("personalisation", Rule::Object)], required: &[] };

/// What a message from this template would say.
#[utoipa::path(post, path = "/v2/template/{id}/preview", tag = "sender", params(("id" = String, Path)),
    request_body(content = serde_json::Value, description = "personalisation", example = json!({"personalisation": {"name": "Rose"}})),
    responses((status = 200, description = "id, type, version, body, subject, html, postage"), (status = 400, description = "BadRequestError: Missing personalisation"), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 404, description = "NoResultFound")))]
pub(super) async fn preview_template(
    State(state): State<AppState>,
    who: ApiKey,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<axum::Json<Value>, Refusal> {
    let mut body = if body.trim_ascii().is_empty() { Map::new() } else { read_object(&body)? };
    body.retain(|name, _| name == "personalisation");
    SCHEMA.check(&body, state.now())?;
    let values = body.get("personalisation").and_then(Value::as_object).cloned().unwrap_or_default();
    let template = template_reads::find(&state, &who, &id).await?;
    accept::check_values(&template, &values)?;
    let (subject, words) = accept::fill(&template, &values);
    let html = (template.kind == "email").then(|| markup::html(&words));
    Ok(axum::Json(json!({
        "id": template.id,
        "type": template.kind,
        "version": template.version,
        "body": words,
        "subject": subject,
        "html": html,
        "postage": template.postage,
    })))
}
