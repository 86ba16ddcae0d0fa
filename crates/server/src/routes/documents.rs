//! `/api/documents`: uploads to attach to a message, and sent messages. A document is kept longer than notify's seven days.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{ActiveModelTrait, EntityTrait, QueryFilter, Set};
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::document::{DOCUMENT_LIMIT, Document};
use wire::label;
use wire::time::Timestamp;

use crate::auth::caller::Caller;
use crate::auth::scopes;
use crate::state::AppState;
use database::entity::document;
use notify::{disposition, file_type};
use web::error::Error;
use web::parameters::Query;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_document))
        .layer(DefaultBodyLimit::max(DOCUMENT_LIMIT))
        .routes(routes!(get_document))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Name {
    #[serde(default)]
    filename: String,
}

/// Uploads a file; the body is its bytes. Files can be attached to e-mails (csv, doc, docx, jpeg, jpg, odt, pdf, png, rtf, txt,
/// xlsx, at most 2 MB there); a PDF can be a ready letter.
#[utoipa::path(post, path = "/api/documents", tag = "documents",
    params(("filename" = String, Query, description = "The file name with its extension")),
    request_body(content = wire::openapi::File, content_type = "application/octet-stream", description = "The bytes, at most 5 MB"),
    responses((status = 201, description = "id, filename, contentType, size, createdAt", body = Document), (status = 400), (status = 401), (status = 403), (status = 413)))]
async fn create_document(
    State(state): State<AppState>,
    caller: Caller,
    Query(name): Query<Name>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Error> {
    let organisation_id = caller.works_for()?;
    let bytes = body.map_err(|_| {
        let message = json!({"message": "The file is too large. Send at most 5 MB."});
        Error::Answer(StatusCode::PAYLOAD_TOO_LARGE, message)
    })?;
    let filename = name.filename.trim();
    if label::parse(filename, 100).is_err() || filename.contains(['/', '\\', '\0']) {
        return Err(Error::bad_request("filename: send the file's name, such as letter.pdf."));
    }
    if bytes.is_empty() {
        return Err(Error::bad_request("The file is empty. Choose another."));
    }
    let content_type = file_type(&bytes, Some(filename), false).map_err(|kind| {
        Error::bad_request(format!("filename: a {kind} cannot be sent. Choose a PDF or another common type."))
    })?;
    let created_by = match &caller {
        Caller::Person(person) => Some(person.user.id.clone()),
        _ => None,
    };
    let row = document::ActiveModel {
        id: Set(state.new_id().to_string()),
        kind: Set("upload".to_owned()),
        filename: Set(filename.to_owned()),
        content_type: Set(content_type.to_owned()),
        size: Set(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
        bytes: Set(bytes.to_vec()),
        organisation_id: Set(organisation_id),
        service_id: Set(caller.service().map(|service| service.id.clone())),
        created_by: Set(created_by),
        created_at: Set(state.now()),
        draft: Set(None),
        sent_at: Set(None),
        client_id: Set(caller.client_id()),
    };
    let transaction = state.write().await?;
    let row = row.insert(&*transaction).await?;
    transaction.commit().await?;
    let location = HeaderValue::from_str(&format!("/api/documents/{}", row.id)).map_err(Error::internal)?;
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], axum::Json(document_view(row))).into_response())
}

fn document_view(row: document::Model) -> Document {
    Document {
        id: row.id,
        filename: row.filename,
        content_type: row.content_type,
        size: row.size,
        created_at: Timestamp::from_millis(row.created_at),
    }
}

/// A document's bytes, as a download under its name.
#[utoipa::path(get, path = "/api/documents/{id}", tag = "documents", params(("id" = String, Path)),
    responses((status = 200, description = "The file", content_type = "*/*", body = wire::openapi::File), (status = 401), (status = 403), (status = 404)))]
async fn get_document(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let found = document::Entity::find_by_id(id).filter(scopes::documents(&caller)?);
    let row = found.one(&*state.db).await?.ok_or(Error::NotFound)?;
    let kind = HeaderValue::from_str(&row.content_type).map_err(Error::internal)?;
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition(&row.filename))];
    Ok((headers, row.bytes).into_response())
}
