//! `PATCH /api/notifications/{id}` and `POST /api/notifications/actions`: reading and deciding. A decision is one statement with
//! "not decided yet" in its `where`, so of two officers who decide at once one succeeds, and the other sees that decision.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter};
use serde_json::Value;
use wire::notification::{ActionResult, ActionType, BulkAction, HistoryAction, NewAction, Notification};

use super::read::tag_of;
use crate::auth::author::Author;
use crate::auth::caller::Caller;
use crate::auth::rights::VisibleNotification;
use crate::context::{Change, Context};
use crate::notifications::history::NewHistoryEntry;
use crate::notifications::note::NewNote;
use crate::notifications::{callback, tray, view};
use crate::state::AppState;
use database::entity::notification::{Column, Entity};
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field, overtaken};

/// How much the clock of a device may be ahead; the time of a decision beyond that is replaced by the current time.
const CLOCK_SKEW: i64 = 60_000;

/// Marks as read, begins, checks, approves or rejects a notification. A service does so with what it sent, if the matter was
/// settled elsewhere.
#[utoipa::path(patch, path = "/api/notifications/{id}", tag = "notifications",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header, description = "An ETag, or the version in quotes")),
    request_body(content = NewAction, description = "actionType: Initiated, Approved, Validate, Rejected or IsRead; actionNote"),
    responses((status = 200, description = "The current notification", body = Notification), (status = 400), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "Decided already; with the stored notification", content_type = "application/problem+json", body = wire::problem::ConflictProblem), (status = 412, description = "The version has changed", content_type = "application/problem+json", body = wire::problem::ConflictProblem), (status = 422)))]
pub(crate) async fn update_notification(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Error> {
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let action = NewAction::read(body).map_err(invalid)?;
    let transaction = state.write().await?;
    let seen = caller.find(&*transaction, &id).await?;
    if !matches(headers.get(header::IF_MATCH), seen.row.version) {
        let stored = view::one(&*transaction, &caller, seen).await?;
        let detail = "Somebody changed it in the meantime. Read it again.".to_owned();
        return Err(overtaken(StatusCode::PRECONDITION_FAILED, detail, ("notification", &stored)));
    }
    act(&transaction, &state, &caller, seen, &action).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    let seen = caller.find(&*state.db, &id).await?;
    let notification = view::one(&*state.db, &caller, seen).await?;
    Ok(([(header::ETAG, tag_of(&notification)?)], axum::Json(notification)).into_response())
}

/// Takes one action on many notifications, each independently; the response contains a result for each.
#[utoipa::path(post, path = "/api/notifications/actions", tag = "notifications",
    request_body(content = BulkAction, description = "ids, actionType, actionNote"),
    responses((status = 200, description = "An array: id, status, detail, notification", body = Vec<ActionResult>), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(crate) async fn create_actions(
    State(state): State<AppState>,
    caller: Caller,
    request: Request,
) -> Result<axum::Json<Vec<ActionResult>>, Error> {
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let BulkAction { ids, action } = BulkAction::read(body).map_err(invalid)?;
    let transaction = state.write().await?;
    let mut results = Vec::with_capacity(ids.len());
    for id in ids {
        let done = match caller.find(&*transaction, &id.0).await {
            Ok(seen) => act(&transaction, &state, &caller, seen, &action).await,
            Err(error) => Err(error),
        };
        let (status, detail) = match done {
            Ok(()) => (StatusCode::OK, None),
            Err(error @ (Error::Database(_) | Error::Internal(_))) => return Err(error),
            Err(error) => (error.status(), Some(error_message(&error))),
        };
        results.push(ActionResult { id, status: u32::from(status.as_u16()), detail, notification: None });
    }
    for result in &mut results {
        if let Ok(seen) = caller.find(&*transaction, &result.id.0).await {
            result.notification = Some(view::one(&*transaction, &caller, seen).await?);
        }
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(axum::Json(results))
}

fn error_message(error: &Error) -> String {
    match error {
        Error::Answer(_, body) => {
            let complaint = body["errors"]["actionType"][0].as_str().or(body["detail"].as_str());
            complaint.unwrap_or_default().to_owned()
        }
        other => other.to_string(),
    }
}

/// Whether `If-Match`, if present, names this version: as one of our `ETag`s or as the bare version.
fn matches(header: Option<&HeaderValue>, version: i64) -> bool {
    let Some(header) = header else { return true };
    let version = version.to_string();
    header.to_str().unwrap_or_default().split(',').any(|tag| {
        let tag = tag.trim().trim_start_matches("W/").trim_matches('"');
        tag == "*" || tag.split('-').next() == Some(&version)
    })
}

async fn act(
    transaction: &DatabaseTransaction,
    state: &Context,
    caller: &Caller,
    seen: VisibleNotification,
    action: &NewAction,
) -> Result<(), Error> {
    let by = caller.by();
    if action.action_type == ActionType::IsRead {
        return read(transaction, state, caller, &seen, &by, action).await;
    }
    if !seen.may_decide {
        return Err(Error::forbidden("This is for others to decide."));
    }
    if !seen.row.require_action {
        return Err(invalid_field("actionType", "nothing is to be decided here; IsRead is all it takes"));
    }
    let now = state.now();
    let changed = Entity::update_many()
        .filter(Column::Seq.eq(seen.row.seq))
        .filter(Column::Decided.eq(false))
        .filter(Column::DeletedAt.is_null())
        .col_expr(Column::Decided, Expr::value(action.action_type.is_final()))
        .col_expr(Column::ActionType, Expr::value(action.action_type.as_str()))
        .col_expr(Column::ActionNote, Expr::value(action.action_note.clone()))
        .col_expr(Column::ActionBy, Expr::value(by.sign_in_or_name()))
        .col_expr(Column::ActionByName, Expr::value(by.name.clone()))
        .col_expr(Column::ActionAt, Expr::value(now))
        .col_expr(Column::TouchedAt, Expr::value(now))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .exec(transaction)
        .await?;
    if changed.rows_affected == 0 {
        let stored = view::one(transaction, caller, seen).await?;
        return Err(overtaken(StatusCode::CONFLICT, taken(&stored), ("notification", &stored)));
    }
    tray::touch(transaction, seen.row.seq).await?;
    if let Some(item) = &seen.item {
        tray::read(transaction, item.tray_id, item.seq, now).await?;
    }
    note(transaction, state, &seen, &by, action).await?;
    if caller.sent(&seen.row) {
        return Ok(());
    }
    callback::enqueue(transaction, state, &seen.row, &by, action).await
}

/// Marks the notification as read. Repeating it changes nothing. If a program does so, it was read elsewhere, and is read on
/// every tray.
async fn read(
    transaction: &DatabaseTransaction,
    state: &Context,
    caller: &Caller,
    seen: &VisibleNotification,
    by: &Author,
    action: &NewAction,
) -> Result<(), Error> {
    let is_program = !matches!(caller, Caller::Person(_));
    let is_news = match &seen.item {
        _ if is_program => tray::read_everywhere(transaction, seen.row.seq, state.now()).await?,
        Some(item) => tray::read(transaction, item.tray_id, item.seq, state.now()).await?,
        // People who may decide for everybody have seen it now, although it is not on their tray.
        None => caller.sees_all(),
    };
    if !is_news {
        return Ok(());
    }
    note(transaction, state, seen, by, action).await?;
    // Only people in the audience count as readers.
    if !seen.row.read_callback || seen.item.is_none() {
        return Ok(());
    }
    callback::enqueue(transaction, state, &seen.row, by, action).await
}

async fn note(
    transaction: &DatabaseTransaction,
    state: &Context,
    seen: &VisibleNotification,
    by: &Author,
    action: &NewAction,
) -> Result<(), Error> {
    let now = state.now();
    let made_at = action.made_at.as_ref().map(|time| time.millis());
    let new = action.action_note.as_deref().map(|text| NewNote::new(state, text));
    let seal = new.as_ref().map(NewNote::seal);
    let entry = NewHistoryEntry {
        notification_id: &seen.row.id,
        at: now,
        made_at: made_at.filter(|made| *made < now - CLOCK_SKEW),
        by,
        action: HistoryAction::from(action.action_type.to_string()),
        note: seal.as_deref(),
    }
    .write(transaction)
    .await?;
    match new {
        Some(new) => new.store(transaction, entry, &seen.row.id).await,
        None => Ok(()),
    }
}

fn taken(stored: &Notification) -> String {
    let what = match stored.performed_action_type {
        Some(ActionType::Approved) => "approved",
        Some(ActionType::Rejected) => "rejected",
        _ => "decided",
    };
    let who = stored.performed_action_done_by_name.as_deref().unwrap_or("Somebody else");
    let when = stored.performed_action_date.as_ref().map(|at| format!(" at {at}")).unwrap_or_default();
    format!("{who} {what} this{when}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_matched_by_its_tag_and_by_itself() {
        let matches = |text: &'static str| matches(Some(&HeaderValue::from_static(text)), 12);
        for text in ["\"12\"", "\"12-abc\"", "W/\"12-abc\"", "\"3\", \"12\"", "*"] {
            assert!(matches(text), "{text}");
        }
        for text in ["\"1\"", "\"121\"", "\"\"", "abc"] {
            assert!(!matches(text), "{text}");
        }
        assert!(super::matches(None, 12));
    }
}
