//! The preview of a letter.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;

use super::read::{check_staff, find, one};
use crate::auth::caller::Person;
use crate::state::AppState;
use database::entity::template_version;
use notify::{LetterFailure, draw_letter, sample_letter};
use web::error::Error;
use web::parameters::Query;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LetterQuery {
    version: Option<i64>,
}

/// A letter's template as a PDF, with the placeholders in place of the values.
#[utoipa::path(get, path = "/api/templates/{id}/letter", tag = "templates",
    params(("id" = String, Path), ("version" = Option<i64>, Query, description = "The default is the newest")),
    responses((status = 200, description = "A PDF", content_type = "application/pdf", body = wire::openapi::File), (status = 401), (status = 403), (status = 404, description = "No such template or version, or it is not a letter's")))]
pub(crate) async fn get_template_letter(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
    Query(wanted): Query<LetterQuery>,
) -> Result<Response, Error> {
    check_staff(&person)?;
    if state.original.is_some() {
        // It is not known here how GOV.UK Notify prints its letters.
        return Err(Error::NotFound);
    }
    let row = find(&*state.db, &person, &id).await?;
    if row.kind != "letter" {
        return Err(Error::NotFound);
    }
    let version = template_version::Entity::find()
        .filter(template_version::Column::TemplateId.eq(&id))
        .filter(template_version::Column::Version.eq(wanted.version.unwrap_or(row.version)))
        .one(&*state.db)
        .await?
        .ok_or(Error::NotFound)?;
    let from = one(&*state.db, row).await?.service_name;
    let now = state.now();
    let drawn = draw_letter(move || {
        let subject = version.subject.as_deref().unwrap_or_default();
        let contact = version.letter_contact_block.as_deref().unwrap_or_default();
        sample_letter(&from, contact, now, subject, &version.body)
    });
    let pdf = drawn.await?.map_err(|failure| match failure {
        LetterFailure::TooManyPages => {
            Error::conflict("This letter has more than 10 pages. Shorten its text.")
        }
        LetterFailure::Unprintable(problem) => Error::conflict(problem),
        LetterFailure::Broken(reason) => Error::internal(reason),
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "inline; filename=letter.pdf"),
    ];
    Ok((headers, pdf).into_response())
}
