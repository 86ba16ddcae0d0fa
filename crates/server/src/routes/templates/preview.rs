//! The preview of a message from a template, with its missing values: for people who write templates.

use axum::extract::{Path, State};
use serde_json::{Map, Value};
use wire::sender::template::Preview;
use wire::sender::{address, gsm, placeholder, typeface};

use super::read::{check_staff, find_anywhere};
use crate::auth::caller::Person;
use crate::state::AppState;
use database::entity::template;
use notify::{fill_template, render};
use web::error::Error;
use web::json::JsonBody;

/// Fills a template as far as possible, and lists the missing values.
#[utoipa::path(post, path = "/api/templates/{id}/preview", tag = "templates", params(("id" = String, Path)),
    request_body(content = wire::openapi::PersonalisationRequest, description = "personalisation", example = json!({"personalisation": {"name": "Rose"}})),
    responses((status = 200, description = "subject, body, missing; for texts characters and parts; for letters addressProblem, printProblem", body = Preview), (status = 400), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn try_template(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<Value>,
) -> Result<axum::Json<Preview>, Error> {
    check_staff(&person)?;
    let (row, _) = find_anywhere(&state, &person, &id).await?;
    let values = match body {
        Value::Object(mut fields) => fields.remove("personalisation"),
        _ => None,
    };
    let preview = render(move || fill(&row, values.as_ref().and_then(Value::as_object)));
    preview.await?.map(axum::Json)
}

/// The text as it would be sent, with missing values still in brackets.
fn fill(row: &template::Model, values: Option<&Map<String, Value>>) -> Result<Preview, Error> {
    let none = Map::new();
    let values = values.unwrap_or(&none);
    let subject = row.subject.as_deref().unwrap_or_default();
    let (filled, body) =
        fill_template(row, values).map_err(|refusal| Error::bad_request(refusal.messages().join(" ")))?;
    let mut preview = Preview {
        missing: placeholder::missing(&[subject, &row.body], values),
        subject: filled,
        body,
        ..Preview::default()
    };
    if row.kind == "sms" {
        preview.characters = i64::try_from(gsm::length(&preview.body)).ok();
        preview.parts = i64::try_from(gsm::parts(&preview.body)).ok();
    }
    if row.kind == "letter" {
        let lines = address::from_values(values);
        let recipient = lines.as_ref().map(|lines| lines.join("\n")).unwrap_or_default();
        preview.address_problem = lines.err().map(|problem| problem.message().to_owned());
        let texts = [preview.subject.as_deref().unwrap_or_default(), &preview.body, &recipient];
        preview.print_problem = typeface::problem(&texts);
    }
    Ok(preview)
}
