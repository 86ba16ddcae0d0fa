//! Reading stored letters, and previewing them.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wire::letter::Letter;

use crate::auth::caller::Caller;
use crate::auth::caller::Person;
use crate::auth::scopes;
use crate::letters::{find, letter_view};
use crate::routes::templates::read::check_staff;
use crate::state::AppState;
use database::entity::document::{Column, Entity};
use web::error::Error;

/// Older letters of staff who have more unsent letters than this are found only by their URL.
const MOST: u64 = 200;

/// Unsent letters that staff wrote, newest first, at most 200.
#[utoipa::path(get, path = "/api/letters", tag = "documents",
    responses((status = 200, description = "An array: id, address, subject, body, pages, createdAt, createdBy", body = Vec<Letter>), (status = 401), (status = 403)))]
pub(crate) async fn list_letters(
    State(state): State<AppState>,
    person: Person,
) -> Result<axum::Json<Vec<Letter>>, Error> {
    check_staff(&person)?;
    let rows = Entity::find()
        .filter(scopes::documents(&Caller::Person(person))?)
        .filter(Column::Draft.is_not_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(&*state.db)
        .await?;
    Ok(axum::Json(rows.into_iter().map(letter_view).collect()))
}

/// One stored letter.
#[utoipa::path(get, path = "/api/letters/{id}", tag = "documents", params(("id" = String, Path)),
    responses((status = 200, description = "The letter", body = Letter), (status = 401), (status = 403), (status = 404, description = "No such letter, or it was sent")))]
pub(crate) async fn get_letter(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<axum::Json<Letter>, Error> {
    check_staff(&person)?;
    Ok(axum::Json(letter_view(find(&*state.db, &person, &id).await?)))
}

/// The PDF of a stored letter, for display in the browser.
#[utoipa::path(get, path = "/api/letters/{id}/pdf", tag = "documents", params(("id" = String, Path)),
    responses((status = 200, description = "A PDF", content_type = "application/pdf", body = wire::openapi::File), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_letter_pdf(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    check_staff(&person)?;
    let row = find(&*state.db, &person, &id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "inline; filename=letter.pdf"),
    ];
    Ok((headers, row.bytes).into_response())
}
