//! Writing a letter: the PDF is rendered at once, so that the preview is what is sent.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};
use wire::letter::{Letter, NewLetter};

use crate::auth::caller::Person;
use crate::context::Context;
use crate::letters::{find, letter_view};
use crate::routes::templates::read::check_staff;
use crate::state::AppState;
use database::entity::document::{ActiveModel, Column, Entity};
use database::entity::organisation;
use notify::{LetterFailure, LetterPages, draw_letter, render_letter};
use web::dates;
use web::error::Error;
use web::json::JsonBody;
use web::problem::{invalid, invalid_field};

/// The longest name of a document in characters, without its extension.
const NAME_LIMIT: usize = 90;

/// Stores a letter. It is sent by `POST /api/notifications` with `notificationType` Letter and its id as `documentId`.
#[utoipa::path(post, path = "/api/letters", tag = "documents",
    request_body(content = NewLetter, description = "address (lines, the last one a UK postcode), subject, body", example = json!({"address": ["Rose Adeyemi", "33 Acacia Avenue", "SW1A 1AA"], "subject": "Your keys", "body": "Dear Rose, your keys are here."})),
    responses((status = 201, description = "The letter with its id", body = Letter), (status = 400), (status = 401), (status = 403), (status = 422, description = "The problem of each field")))]
pub(crate) async fn create_letter(
    State(state): State<AppState>,
    person: Person,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Error> {
    check_staff(&person)?;
    let new = NewLetter::read(body).map_err(invalid)?;
    let drawn = draw(&state, &person, &new).await?;
    let row = ActiveModel {
        id: Set(state.new_id().to_string()),
        kind: Set("upload".to_owned()),
        filename: Set(drawn.filename),
        content_type: Set("application/pdf".to_owned()),
        size: Set(drawn.size),
        bytes: Set(drawn.pdf),
        organisation_id: Set(person.user.organisation_id),
        service_id: Set(None),
        created_by: Set(Some(person.user.id.clone())),
        created_at: Set(state.now()),
        draft: Set(Some(drawn.words)),
        sent_at: Set(None),
        client_id: Set(None),
    };
    let transaction = state.write().await?;
    let row = row.insert(&*transaction).await?;
    transaction.commit().await?;
    let location = [(header::LOCATION, format!("/api/letters/{}", row.id))];
    Ok((StatusCode::CREATED, location, axum::Json(letter_view(row))).into_response())
}

/// Replaces a stored letter. A sent letter cannot be changed.
#[utoipa::path(put, path = "/api/letters/{id}", tag = "documents", params(("id" = String, Path)),
    request_body(content = NewLetter, description = "address, subject, body"),
    responses((status = 200, description = "The letter", body = Letter), (status = 400), (status = 401), (status = 403), (status = 404, description = "No such letter, or it was sent"), (status = 422, description = "The problem of each field")))]
pub(crate) async fn update_letter(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<Value>,
) -> Result<axum::Json<Letter>, Error> {
    check_staff(&person)?;
    find(&*state.db, &person, &id).await?;
    let new = NewLetter::read(body).map_err(invalid)?;
    let drawn = draw(&state, &person, &new).await?;
    let transaction = state.write().await?;
    let changed = Entity::update_many()
        .filter(Column::Id.eq(&id))
        .filter(Column::Draft.is_not_null())
        .col_expr(Column::Filename, Expr::value(drawn.filename))
        .col_expr(Column::Size, Expr::value(drawn.size))
        .col_expr(Column::Bytes, Expr::value(drawn.pdf))
        .col_expr(Column::Draft, Expr::value(drawn.words))
        .exec(&*transaction)
        .await?;
    if changed.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    let row = find(&*transaction, &person, &id).await?;
    transaction.commit().await?;
    Ok(axum::Json(letter_view(row)))
}

/// Deletes a stored letter.
#[utoipa::path(delete, path = "/api/letters/{id}", tag = "documents", params(("id" = String, Path)),
    responses((status = 204, description = "Deleted"), (status = 401), (status = 403), (status = 404, description = "No such letter, or it was sent")))]
pub(crate) async fn delete_letter(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    check_staff(&person)?;
    let transaction = state.write().await?;
    find(&*transaction, &person, &id).await?;
    Entity::delete_many()
        .filter(Column::Id.eq(&id))
        .filter(Column::Draft.is_not_null())
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A rendered letter, as it is stored.
struct LetterPdf {
    filename: String,
    size: i64,
    pdf: Vec<u8>,
    words: String,
}

async fn draw(state: &Context, person: &Person, new: &NewLetter) -> Result<LetterPdf, Error> {
    let organisation = match person.user.organisation_id {
        Some(id) => organisation::Entity::find_by_id(id).one(&*state.db).await?,
        None => None,
    };
    let from = organisation.map(|found| found.name).unwrap_or_default();
    let (letter, date) = (new.clone(), dates::day(state.now()));
    let drawn = draw_letter(move || {
        render_letter(&LetterPages {
            from: &from,
            contact: "",
            address: letter.address.iter().map(String::as_str).collect(),
            date,
            subject: &letter.subject,
            body: &letter.body,
        })
    });
    let (pdf, pages) = drawn.await?.map_err(|failure| match failure {
        LetterFailure::TooManyPages => invalid_field("body", "shorten the letter: it has more than 10 pages"),
        LetterFailure::Unprintable(problem) => invalid_field("body", problem),
        LetterFailure::Broken(reason) => Error::internal(reason),
    })?;
    let words = json!({"address": new.address, "subject": new.subject, "body": new.body, "pages": pages,
        "createdBy": person.user.name});
    Ok(LetterPdf {
        filename: filename(new),
        size: i64::try_from(pdf.len()).unwrap_or(i64::MAX),
        pdf,
        words: words.to_string(),
    })
}

/// `Your keys, Rose Adeyemi.pdf`
fn filename(new: &NewLetter) -> String {
    let to = new.address.first().map(String::as_str).unwrap_or_default();
    let name = format!("{}, {to}", new.subject);
    let fits = |c: &char| !matches!(c, '/' | '\\') && !c.is_control();
    format!("{}.pdf", name.chars().filter(fits).take(NAME_LIMIT).collect::<String>())
}
