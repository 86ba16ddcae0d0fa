//! `POST /api/notifications/{id}/reply`: a resident answers a survey, or says when somebody is at home. The newest reply of each
//! resident counts; the service that sent the notification receives a callback about each, and can read all of them here.

use crate::notifications::reply::to_wire;
use axum::extract::{Path, Request, State};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::Value;
use wire::notification::{HistoryAction, NewReply, Notification, Reply};
use wire::session::Role;
use wire::target_type::TargetType;

use crate::auth::author::Author;
use crate::auth::caller::Caller;
use crate::auth::caller::Person;
use crate::context::{Change, Context};
use crate::notifications::history::NewHistoryEntry;
use crate::notifications::{callback, tray, view};
use crate::state::AppState;
use database::entity::notification;
use database::entity::notification_reply::{ActiveModel, Column, Entity, Model};
use web::error::Error;
use web::json;
use web::problem::invalid;

/// Stores a reply.
#[utoipa::path(post, path = "/api/notifications/{id}/reply", tag = "notifications", params(("id" = String, Path)),
    request_body(content = NewReply, description = "answer: to a survey very-satisfied, satisfied, neither, dissatisfied or very-dissatisfied; after nobody could get in at-home or ring-first; note",
        example = json!({"answer": "satisfied", "note": "Quick and clean"})),
    responses((status = 200, description = "The current notification", body = Notification), (status = 400), (status = 401),
        (status = 403, description = "Another person's"), (status = 404), (status = 422)))]
pub(crate) async fn create_reply(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<axum::Json<Notification>, Error> {
    let person = caller.person()?;
    let caller = Caller::Person(person.clone());
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let transaction = state.write().await?;
    let seen = caller.find(&*transaction, &id).await?;
    let kind = TargetType::from(seen.row.target_type.clone().unwrap_or_default());
    if seen.item.as_ref().is_none_or(|item| item.as_sender) {
        return Err(Error::forbidden("Only its recipients can reply."));
    }
    let reply = NewReply::read(body, &kind).map_err(invalid)?;
    store(&*transaction, &state, &seen.row, &person, &reply).await?;
    if let Some(item) = &seen.item {
        tray::read(&*transaction, item.tray_id, item.seq, state.now()).await?;
    }
    callback::enqueue_reply(&*transaction, &state, &seen.row, &person, &reply).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    let seen = caller.find(&*state.db, &id).await?;
    Ok(axum::Json(view::one(&*state.db, &caller, seen).await?))
}

async fn store(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    person: &Person,
    reply: &NewReply,
) -> Result<(), Error> {
    let now = state.now();
    let stored = ActiveModel {
        seq: Set(row.seq),
        user_id: Set(person.user.id.clone()),
        name: Set(person.user.name.clone()),
        answer: Set(reply.answer.to_string()),
        note: Set(reply.note.clone()),
        replied_at: Set(now),
    };
    let replace = OnConflict::columns([Column::Seq, Column::UserId])
        .update_columns([Column::Name, Column::Answer, Column::Note, Column::RepliedAt])
        .to_owned();
    Entity::insert(stored).on_conflict(replace).exec_without_returning(transaction).await?;
    tray::touch(transaction, row.seq).await?;
    let by = Author::person(person);
    NewHistoryEntry {
        notification_id: &row.id,
        at: now,
        made_at: None,
        by: &by,
        action: HistoryAction::Replied,
        note: None,
    }
    .write(transaction)
    .await?;
    Ok(())
}

/// All replies to a notification, newest first: for the service that sent it, and for staff who may read the notification.
#[utoipa::path(get, path = "/api/notifications/{id}/replies", tag = "notifications", params(("id" = String, Path)),
    responses((status = 200, description = "An array: answer, note, name, at", body = Vec<Reply>), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn list_replies(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<axum::Json<Vec<Reply>>, Error> {
    let seen = caller.find(&*state.db, &id).await?;
    if let Caller::Person(person) = &caller
        && !matches!(person.role, Role::Officer | Role::Manager | Role::Admin)
    {
        return Err(Error::forbidden("Only the service that sent it and staff can read the replies."));
    }
    let rows = Entity::find()
        .filter(Column::Seq.eq(seen.row.seq))
        .order_by_desc(Column::RepliedAt)
        .order_by_asc(Column::UserId)
        .all(&*state.db)
        .await?;
    let named = |row: Model| Reply { name: Some(row.name.clone()), ..to_wire(row) };
    Ok(axum::Json(rows.into_iter().map(named).collect()))
}
