//! `POST /api/users/import`: many residents at once, from a sheet or a list, all or none. Residents with a known e-mail address
//! are updated, others are added without a password, to be invited. A dry run reports all problems by line.

use axum::Json;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::account::AccountImport;
use wire::assistance::LineErrors;

use crate::auth::caller::Admin;
use crate::context::Change;
use crate::spreadsheet;
use crate::state::AppState;
use crate::users::organisation_of;
use database::priority::Priority;
use web::error::Error;
use web::parameters::{Query, flag};

/// The largest file in bytes.
const FILE_LIMIT: usize = 4 * 1024 * 1024;

/// The most residents in a file.
const MOST: usize = 5000;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(import_users)).layer(DefaultBodyLimit::max(FILE_LIMIT))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choice {
    #[serde(rename = "dryRun", alias = "dry_run", deserialize_with = "flag")]
    dry_run: bool,
}

/// Adds residents and updates known ones. An empty cell changes nothing.
#[utoipa::path(post, path = "/api/users/import", tag = "users",
    params(("dryRun" = Option<bool>, Query, description = "Validates only, and stores nothing")),
    request_body(content((Vec<wire::openapi::ImportedResident> = "application/json"), (String = "text/csv")),
        description = "text/csv with the head email,name,surname,site,tenure,mobile; or a JSON list of such objects. site is a number or a name"),
    responses((status = 200, description = "dryRun, added, changed, errors", body = AccountImport), (status = 400, description = "The same, with errors by line", body = wire::openapi::AccountImportRefusal),
        (status = 401), (status = 403), (status = 413)))]
async fn import_users(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Query(choice): Query<Choice>,
    request: Request,
) -> Result<Response, Error> {
    let organisation_id = organisation_of(&admin)?;
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_csv = kind.starts_with("text/csv");
    let bytes = web::json::read_body(request, &state).await?;
    let text = spreadsheet::decode(&bytes).map_err(Error::bad_request)?;
    let parsed = match is_csv {
        true => crate::users::import_rows::of_sheet(text)?,
        false => crate::users::import_rows::of_list(web::json::parse_list::<Value>(text.as_bytes())?),
    };
    if parsed.is_empty() {
        return Err(Error::bad_request("This file contains no resident. Add a line for each resident."));
    }
    if parsed.len() > MOST {
        return Err(Error::bad_request("Send at most 5000 residents at once."));
    }
    let judged =
        Priority::Bulk.run(crate::users::import_store::judge(&state, organisation_id, parsed)).await?;
    let outcome = AccountImport {
        dry_run: choice.dry_run,
        added: judged.added,
        changed: judged.changed,
        errors: judged
            .wrong
            .iter()
            .map(|(line, errors)| LineErrors { line: *line, errors: errors.to_json() })
            .collect(),
    };
    if !outcome.errors.is_empty() {
        let status = if choice.dry_run { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        return Ok((status, Json(outcome)).into_response());
    }
    if !choice.dry_run {
        // A separate task, so that a client that hangs up does not leave half of its file behind.
        let storing = Priority::Bulk.run(crate::users::import_store::store_all(
            state.context.clone(),
            organisation_id,
            judged.fit,
        ));
        tokio::spawn(storing).await.map_err(Error::internal)??;
        state.publish(Change::Trays);
    }
    Ok(Json(outcome).into_response())
}
