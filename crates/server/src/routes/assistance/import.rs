//! `POST /api/v2/assistance-provider/import`: many providers at once, all or none. A dry run reports all problems by line.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::{ImportOutcome, LineErrors, NewProvider, ProviderDraft};
use wire::field_errors::{FieldErrors, WHOLE};

use super::export::Format;
use crate::assistance::check::try_check;
use crate::assistance::sheet::Entry;
use crate::assistance::{check, sheet, store};
use crate::auth::staff::OrganisationAdmin;
use crate::context::Context;
use crate::spreadsheet;
use crate::state::AppState;
use database::priority::Priority;
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::parameters::{Query, flag};

/// The largest file in bytes.
const FILE_LIMIT: usize = 4 * 1024 * 1024;

/// The most providers in a file.
const MOST: usize = 5000;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(import_providers)).layer(DefaultBodyLimit::max(FILE_LIMIT))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choice {
    format: Option<Format>,
    #[serde(deserialize_with = "flag")]
    dry_run: bool,
}

/// Adds the providers of a file, and replaces those that have the id of an existing one. If there is any problem, nothing is
/// stored.
#[utoipa::path(post, path = "/api/v2/assistance-provider/import", tag = "assistance",
    params(("format" = Option<String>, Query, description = "json or csv; the default is the Content-Type"), ("dry_run" = Option<bool>, Query)),
    request_body(content((Vec<wire::openapi::ProviderRow> = "application/json"), (String = "text/csv")),
        description = "A list of bodies, or a sheet in the format of the export"),
    responses((status = 200, description = "dry_run, added, replaced, errors", body = ImportOutcome), (status = 400, description = "The same, with errors", body = wire::openapi::ImportRefusal),
        (status = 401), (status = 403), (status = 413)))]
async fn import_providers(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    Detailed(Query(choice)): Detailed<Query<Choice>>,
    request: Request,
) -> Result<Response, Refusal> {
    let said = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let said = if said.starts_with("text/csv") { Format::Csv } else { Format::Json };
    let format = choice.format.unwrap_or(said);
    let bytes = web::json::read_body(request, &state).await.map_err(|error| match error {
        Error::TooLarge => Error::Answer(
            StatusCode::PAYLOAD_TOO_LARGE,
            serde_json::json!({ "message": "The file is too large. Send at most 4 MiB." }),
        ),
        other => other,
    })?;
    let mut judged = ImportCheck::default();
    let entries = read(format, &bytes, &mut judged)?;
    judge(&state, admin.organisation_id, entries, &mut judged).await?;
    let outcome = judged.outcome(choice.dry_run)?;
    if !outcome.errors.is_empty() {
        let status = if choice.dry_run { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        return Ok((status, Json(outcome)).into_response());
    }
    if !choice.dry_run {
        // A separate task, so that a client that hangs up does not leave half of its file behind.
        let storing = Priority::Bulk.run(crate::assistance::import_batch::store_all(
            state.context,
            admin.organisation_id,
            judged.fit,
        ));
        tokio::spawn(storing).await.map_err(Error::internal)??;
    }
    Ok(Json(outcome).into_response())
}

/// The results so far.
#[derive(Default)]
struct ImportCheck {
    /// The provider to replace, if any, and its new content.
    fit: Vec<(Option<i64>, NewProvider)>,
    wrong: BTreeMap<i64, FieldErrors>,
}

impl ImportCheck {
    fn complain(&mut self, line: i64, path: &str, message: &str) {
        self.wrong.entry(line).or_default().add(path, message);
    }

    fn outcome(&self, dry_run: bool) -> Result<ImportOutcome, Error> {
        let replaced = self.fit.iter().filter(|(id, _)| id.is_some()).count();
        let count = |number: usize| i64::try_from(number).map_err(Error::internal);
        let errors = self.wrong.iter();
        Ok(ImportOutcome {
            dry_run,
            added: count(self.fit.len() - replaced)?,
            replaced: count(replaced)?,
            errors: errors
                .map(|(line, errors)| LineErrors { line: *line, errors: errors.to_json() })
                .collect(),
        })
    }
}

fn read(format: Format, bytes: &[u8], judged: &mut ImportCheck) -> Result<Vec<Entry>, Error> {
    let entries = match format {
        Format::Csv => {
            let text = spreadsheet::decode(bytes).map_err(Error::bad_request)?;
            let (entries, wrong) = sheet::read(text);
            for (line, errors) in wrong {
                for (path, message) in errors.iter() {
                    judged.complain(line, path, message);
                }
            }
            entries
        }
        Format::Json => {
            let text = spreadsheet::decode(bytes).map_err(Error::bad_request)?;
            let list: Vec<Value> = web::json::parse_list(text.as_bytes())?;
            (1..).zip(list).map(|(line, body)| Entry::of_list(line, body)).collect()
        }
    };
    if entries.is_empty() && judged.wrong.is_empty() {
        judged.complain(1, WHOLE, "This file contains no provider.");
    }
    if entries.len() > MOST {
        judged.complain(1, WHOLE, "Send at most 5000 providers at once.");
        return Ok(Vec::new());
    }
    Ok(entries)
}

async fn judge(
    state: &Context,
    organisation_id: i64,
    entries: Vec<Entry>,
    judged: &mut ImportCheck,
) -> Result<(), Error> {
    let addresses = check::judge_addresses(state, entries.iter().map(|entry| &entry.body)).await;
    let mut seen = Vec::new();
    for entry in entries {
        let id = match &entry.body["id"] {
            Value::Null => None,
            value => match value.as_i64().or_else(|| value.as_str()?.parse().ok()) {
                Some(id) if seen.contains(&id) => {
                    judged.complain(
                        entry.line,
                        "provider_id",
                        "List each provider once, in consecutive lines.",
                    );
                    continue;
                }
                Some(id) if store::find(&*state.db, organisation_id, id).await.is_ok() => Some(id),
                _ => {
                    judged.complain(
                        entry.line,
                        "provider_id",
                        "There is no such provider. Leave the id empty to add one.",
                    );
                    continue;
                }
            },
        };
        seen.extend(id);
        let draft = ProviderDraft::default();
        let (new, errors) = try_check(state, organisation_id, id, draft, &entry.body, &addresses).await?;
        for (path, message) in errors.iter() {
            let (line, column) = entry.place(path);
            judged.complain(line, &column, message);
        }
        if let Some(new) = new.filter(|_| errors.is_empty()) {
            judged.fit.push((id, new));
        }
    }
    Ok(())
}
