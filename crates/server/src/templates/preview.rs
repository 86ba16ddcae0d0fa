//! What a message from a template would say, and what is still missing: for whoever writes one.

use axum::extract::{Path, State};
use serde_json::Value;
use wire::sender::address;
use wire::sender::gsm;
use wire::sender::placeholder::{self, Lists};
use wire::sender::template::Preview;

use super::read::{check_staff, find};
use crate::error::Error;
use crate::json::JsonBody;
use crate::state::AppState;
use crate::viewer::Viewer;

/// Fills a template as far as it goes, and names what is missing.
#[utoipa::path(post, path = "/api/templates/{id}/preview", tag = "templates", params(("id" = String, Path)),
    request_body(content = serde_json::Value, description = "personalisation", example = json!({"personalisation": {"name": "Rose"}})),
    responses((status = 200, description = "subject, body, missing; of texts characters and parts; of letters addressProblem"), (status = 400), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn try_template(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<Value>,
) -> Result<axum::Json<Preview>, Error> {
    check_staff(&viewer)?;
    let row = find(&*state.db, &viewer, &id).await?;
    let values = body["personalisation"].as_object().cloned().unwrap_or_default();
    let subject = row.subject.unwrap_or_default();
    let mut preview = Preview {
        missing: placeholder::missing(&[&subject, &row.body], &values),
        subject: (row.kind != "sms").then(|| placeholder::fill(&subject, &values, Lists::Sentence)),
        ..Preview::default()
    };
    if row.kind == "sms" {
        preview.body = gsm::written(&placeholder::fill(&row.body, &values, Lists::Sentence));
        preview.characters = Some(gsm::length(&preview.body) as i64);
        preview.parts = Some(gsm::parts(&preview.body) as i64);
    } else {
        preview.body = placeholder::fill(&row.body, &values, Lists::Bullets).trim().to_owned();
    }
    if row.kind == "letter" {
        preview.address_problem =
            address::from_values(&values).err().map(|problem| problem.message().to_owned());
    }
    Ok(axum::Json(preview))
}
