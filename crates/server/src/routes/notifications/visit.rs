//! `POST /api/notifications/{id}/visit`: the resident or the visiting officer confirms a visit or chooses another time. They may
//! change their answer until the visit; each answer is in the history, and the other side and the service are notified.

use axum::extract::{Path, Request, State};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use wire::notification::{HistoryAction, NewVisitAnswer, Notification};
use wire::session::Role;
use wire::target_type::TargetType;

use crate::auth::author::Author;
use crate::auth::caller::Caller;
use crate::auth::caller::Person;
use crate::auth::rights::VisibleNotification;
use crate::context::{Change, Context};
use crate::notifications::history::NewHistoryEntry;
use crate::notifications::visit::officer_in;
use crate::notifications::{tray, view};
use crate::state::AppState;
use crate::visits;
use crate::visits::{Plan, VisitReply};
use database::entity::{notification, visit};
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field};

/// Answers whether the visit suits. `slot` is another time: a resident chooses an offered one, or asks for it.
#[utoipa::path(post, path = "/api/notifications/{id}/visit", tag = "notifications", params(("id" = String, Path)),
    request_body(content = NewVisitAnswer, description = "answer: confirmed or rearrange; slot: another time; note: free text"),
    responses((status = 200, description = "The current notification", body = Notification), (status = 400), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "The visit is over"), (status = 422)))]
pub(crate) async fn answer_visit(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<axum::Json<Notification>, Error> {
    let person = caller.person()?;
    let caller = Caller::Person(person.clone());
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let answer = NewVisitAnswer::read(body).map_err(invalid)?;
    let now = state.now();
    let transaction = state.write().await?;
    let seen = caller.find(&*transaction, &id).await?;
    let visit = visit_of(&*transaction, &state, &seen.row).await?;
    check(&seen, visit.as_ref(), now)?;
    let visit = match visit {
        Some(shared) if seen.row.broadcast && person.role == Role::Resident => {
            Some(visits::own(&*transaction, &state, shared, &person).await?)
        }
        visit => visit,
    };
    check(&seen, visit.as_ref(), now)?;
    let reply = VisitReply { person: &person, row: &seen.row, visit, answer };
    let action = visits::reply(&*transaction, &state, reply).await?;
    if let Some(item) = &seen.item {
        tray::read(&*transaction, item.tray_id, item.seq, now).await?;
    }
    note_visit_answer(&*transaction, &state, &person, &id, action).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    let seen = caller.find(&*state.db, &id).await?;
    Ok(axum::Json(view::one(&*state.db, &caller, seen).await?))
}

/// Adds an answer to the history of the notification.
pub(crate) async fn note_visit_answer(
    transaction: &impl ConnectionTrait,
    state: &Context,
    person: &Person,
    id: &str,
    action: HistoryAction,
) -> Result<(), Error> {
    let by = Author::person(person);
    let entry =
        NewHistoryEntry { notification_id: id, at: state.now(), made_at: None, by: &by, action, note: None };
    entry.write(transaction).await.map(drop)
}

/// The visit that a notification announces; `None` if it has no time. A visit that was announced by an earlier release is stored
/// now.
async fn visit_of(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
) -> Result<Option<visit::Model>, Error> {
    if row.target_type.as_deref() != Some(TargetType::VisitDue.as_str()) {
        return Ok(None);
    }
    let Some(id) = &row.target_id else { return Ok(None) };
    let known = visits::find(transaction, row.organisation_id, id).await?;
    let (None, Some(due_at)) = (&known, row.due_at) else { return Ok(known) };
    let plan = Plan {
        organisation_id: row.organisation_id,
        id: id.clone(),
        resident: row.user_email.clone(),
        officer: officer_in(row),
        site_id: row.site_id,
        due_at,
        service_id: row.service_id.clone(),
        client_id: row.client_id.clone(),
        ..Plan::default()
    };
    visits::plan(transaction, state, plan).await.map(Some)
}

fn check(seen: &VisibleNotification, visit: Option<&visit::Model>, now: i64) -> Result<(), Error> {
    if seen.row.target_type.as_deref() != Some(TargetType::VisitDue.as_str()) {
        return Err(invalid_field("answer", "this is not a visit"));
    }
    if seen.item.as_ref().is_none_or(|item| item.as_sender) {
        return Err(Error::forbidden("Only the resident and the officer of this visit can answer."));
    }
    let ends_at = visit.map(|visit| visit.ends_at).or(seen.row.due_at);
    if ends_at.is_some_and(|end| end <= now) || visit.is_some_and(|visit| !visit.is_open(now)) {
        return Err(Error::conflict("This visit is over. Ring us to arrange another one."));
    }
    Ok(())
}
