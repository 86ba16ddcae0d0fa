//! `POST /v2/template/{id}/preview`: the text that a template would produce.

use axum::extract::{Path, State};
use serde_json::Map;
use wire::notify::Preview;

use super::auth::ApiKey;
use super::refusal::Refusal;
use super::rendering::{Body, render};
use super::schema::{Rule, Schema, object, read_object};
use super::{filling, template_reads};
use crate::markup;
use crate::state::NotifyState;

/// Unknown fields are accepted, as in GOV.UK Notify.
const SCHEMA: Schema = Schema { fields: &[("personalisation", Rule::Object)], required: &[] };

/// Returns the text that a message from this template would have.
#[utoipa::path(post, path = "/v2/template/{id}/preview", tag = "sender", params(("id" = String, Path)),
    request_body(content = wire::openapi::PersonalisationRequest, description = "personalisation", example = json!({"personalisation": {"name": "Rose"}})),
    responses((status = 200, description = "id, type, version, body, subject, html, postage", body = Preview), (status = 400, description = "BadRequestError: Missing personalisation"), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 404, description = "NoResultFound")))]
pub(super) async fn preview_template(
    State(state): State<NotifyState>,
    who: ApiKey,
    Path(id): Path<String>,
    body: Body,
) -> Result<axum::Json<Preview>, Refusal> {
    let now = state.now();
    let values = render(move || {
        let bytes = body.bytes.map_err(|_| Refusal::bad_request("Invalid JSON supplied in POST data"))?;
        let mut body = if bytes.trim_ascii().is_empty() { Map::new() } else { read_object(&bytes)? };
        body.retain(|name, _| name == "personalisation");
        SCHEMA.check(&body, now)?;
        Ok::<_, Refusal>(object(body.remove("personalisation")))
    });
    let values = values.await??;
    let template = template_reads::find(&state, &who, &id).await?;
    let preview = render(move || {
        filling::check_values(&template, &values)?;
        let (subject, words) = filling::fill(&template, &values)?;
        if template.kind == "letter" {
            filling::check_printable(&[&who.service.name, subject.as_deref().unwrap_or_default(), &words])?;
        }
        let html = (template.kind == "email").then(|| markup::html(&words));
        Ok(Preview {
            id: template.id,
            kind: template.kind,
            version: template.version,
            body: words,
            subject,
            html,
            postage: template.postage,
        })
    });
    preview.await?.map(axum::Json)
}
