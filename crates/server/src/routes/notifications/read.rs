//! `GET /api/notifications/{id}` and its history, also as CSV.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use wire::notification::{HistoryEntry, Notification};

use crate::auth::caller::Caller;
use crate::notifications::{PRIVATE, history, view};
use crate::spreadsheet::{MARK, guarded};
use crate::state::AppState;
use web::error::Error;
use web::parameters::Query;

/// The ETag of one notification: its version, which `If-Match` needs, and a hash of everything else in the response.
pub(crate) fn tag_of(notification: &Notification) -> Result<HeaderValue, Error> {
    let rest = web::etag::of_body(notification)?;
    let rest = rest.to_str().unwrap_or_default().trim_matches('"').to_owned();
    let version = notification.version.unwrap_or_default();
    HeaderValue::try_from(format!("\"{version}-{rest}\"")).map_err(Error::internal)
}

/// One notification.
#[utoipa::path(get, path = "/api/notifications/{id}", tag = "notifications", params(("id" = String, Path)),
    responses((status = 200, description = "The notification, with its ETag", body = Notification), (status = 304), (status = 401), (status = 404)))]
pub(crate) async fn get_notification(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let seen = caller.find(&*state.db, &id).await?;
    let notification = view::one(&*state.db, &caller, seen).await?;
    let fresh = [(header::ETAG, tag_of(&notification)?), (header::CACHE_CONTROL, PRIVATE)];
    if web::etag::is_known(&fresh[0].1, &headers) {
        return Ok((StatusCode::NOT_MODIFIED, fresh).into_response());
    }
    Ok((fresh, axum::Json(notification)).into_response())
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct HistoryFormat {
    format: Option<String>,
}

/// The history, oldest first; with `format=csv` as a file.
#[utoipa::path(get, path = "/api/notifications/{id}/history", tag = "notifications",
    params(("id" = String, Path), ("format" = Option<String>, Query, description = "csv")),
    responses((status = 200, description = "An array, or a CSV file", content((Vec<HistoryEntry> = "application/json"), (String = "text/csv"))), (status = 401), (status = 404)))]
pub(crate) async fn list_history(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Query(format): Query<HistoryFormat>,
) -> Result<Response, Error> {
    caller.find(&*state.db, &id).await?;
    let entries = history::of(&*state.db, &id).await?;
    if format.format.as_deref() != Some("csv") {
        return Ok(axum::Json(entries).into_response());
    }
    let name = HeaderValue::try_from(format!("attachment; filename=\"history-{id}.csv\""))
        .map_err(Error::internal)?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], csv(&entries)).into_response())
}

fn csv(entries: &[HistoryEntry]) -> String {
    let mut file = format!("{MARK}id,at,madeAt,by,user,action,note,hash\r\n");
    for entry in entries {
        let cells = [
            entry.id.to_string(),
            entry.at.to_string(),
            entry.made_at.as_ref().map(ToString::to_string).unwrap_or_default(),
            entry.by.clone(),
            entry.user.clone().unwrap_or_default(),
            entry.action.to_string(),
            entry.note.clone().unwrap_or_default(),
            entry.hash.clone(),
        ];
        file.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        file.push_str("\r\n");
    }
    file
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", guarded(cell).replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_note_is_a_formula() {
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted("say \"no\", then"), "\"say \"\"no\"\", then\"");
    }
}
