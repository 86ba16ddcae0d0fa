//! `DELETE /api/notifications/{id}`: removes it from one's own tray. Colleagues keep it on theirs; when it is on no tray, it is
//! deleted. Until its personal data is erased, `POST …/restore` puts it back. The program that sent it withdraws it from every
//! tray.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::notification::{HistoryAction, Notification};
use wire::session::Role;
use wire::target_type::TargetType;

use crate::auth::author::Author;
use crate::auth::caller::Caller;
use crate::context::{Change, Context};
use crate::notifications::history::NewHistoryEntry;
use crate::notifications::{membership, tray, view};
use crate::state::AppState;
use crate::visits;
use database::entity::notification;
use web::error::Error;
use web::problem::overtaken;

/// Removes it from the tray. Undecided notifications cannot be removed, nor those that the caller sent as a message. With the key
/// of the service that sent it, it is withdrawn: it leaves every tray, decided or not, and queued messages are not sent.
#[utoipa::path(delete, path = "/api/notifications/{id}", tag = "notifications", params(("id" = String, Path)),
    responses((status = 204, description = "Removed from the tray, or withdrawn"), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "It is undecided, or the caller sent it as a message; with the stored notification", content_type = "application/problem+json", body = wire::problem::ConflictProblem)))]
pub(crate) async fn delete_notification(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let Caller::Person(person) = caller else { return withdraw(&state, &caller, &id).await };
    let is_admin = person.role == Role::Admin;
    let by = Author::person(&person);
    let caller = Caller::Person(person.clone());
    let now = state.now();
    let transaction = state.write().await?;
    let seen = caller.find(&*transaction, &id).await?;
    if !view::is_removable(&seen.row, Some(&person)) {
        let detail = match view::has_written(&seen.row, &person) {
            true => "You sent this as a message. It stays on your tray, so that you can prove it later.",
            false => "This still has to be approved or rejected.",
        };
        let stored = view::one(&*transaction, &caller, seen).await?;
        return Err(overtaken(StatusCode::CONFLICT, detail.to_owned(), ("notification", &stored)));
    }
    match &seen.item {
        Some(item) => {
            tray::remove(&*transaction, item.tray_id, item.seq, now).await?;
        }
        None if is_admin => tray::remove_everywhere(&*transaction, seen.row.seq, now).await?,
        None => return Err(Error::forbidden("This is not on your tray.")),
    }
    NewHistoryEntry {
        notification_id: &seen.row.id,
        at: now,
        made_at: None,
        by: &by,
        action: HistoryAction::Deleted,
        note: None,
    }
    .write(&*transaction)
    .await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}

/// Withdraws what a program sent: it leaves every tray, is not published later, and its queued messages are not sent.
async fn withdraw(state: &Context, caller: &Caller, id: &str) -> Result<StatusCode, Error> {
    let now = state.now();
    let transaction = state.write().await?;
    let seen = caller.find(&*transaction, id).await?;
    if seen.row.target_type.as_deref() == Some(TargetType::VisitDue.as_str()) {
        visits::withdraw(&*transaction, seen.row.organisation_id, seen.row.target_id.as_deref(), now).await?;
    }
    for row in with_companions(&*transaction, seen.row).await? {
        tray::remove_everywhere(&*transaction, row.seq, now).await?;
        let never: Option<i64> = None;
        notification::Entity::update_many()
            .filter(notification::Column::Seq.eq(row.seq))
            .col_expr(notification::Column::ArrivesAt, Expr::value(never))
            .exec(&*transaction)
            .await?;
        crate::messages::of_notification::withdraw(&*transaction, &row.id, now).await?;
        NewHistoryEntry {
            notification_id: &row.id,
            at: now,
            made_at: None,
            by: &caller.by(),
            action: HistoryAction::Withdrawn,
            note: None,
        }
        .write(&*transaction)
        .await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}

/// The notification, and those that belong to it: for a visit also the visiting officer's.
async fn with_companions(
    db: &impl ConnectionTrait,
    row: notification::Model,
) -> Result<Vec<notification::Model>, Error> {
    use notification::Column;
    let is_visit = row.target_type.as_deref() == Some(TargetType::VisitDue.as_str());
    let Some(target_id) = row.target_id.clone().filter(|_| is_visit) else { return Ok(vec![row]) };
    let sender = match (&row.service_id, &row.client_id) {
        (Some(service), _) => Column::ServiceId.eq(service),
        (None, client) => Column::ClientId.eq(client.as_deref()),
    };
    let all = notification::Entity::find()
        .filter(sender)
        .filter(Column::OrganisationId.eq(row.organisation_id))
        .filter(Column::TargetType.eq(TargetType::VisitDue.as_str()))
        .filter(Column::TargetId.eq(target_id))
        .filter(Column::DeletedAt.is_null());
    Ok(all.all(db).await?)
}

/// Puts it back on the tray that it was removed from. `removed=true` lists what can be put back.
#[utoipa::path(post, path = "/api/notifications/{id}/restore", tag = "notifications", params(("id" = String, Path)),
    responses((status = 200, description = "The notification, on the tray again", body = Notification), (status = 401), (status = 403),
        (status = 404, description = "The caller did not remove it from their tray"), (status = 409, description = "Its personal data was erased")))]
pub(crate) async fn restore_notification(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Notification>, Error> {
    let person = caller.person()?;
    let by = Author::person(&person);
    let caller = Caller::Person(person.clone());
    let transaction = state.write().await?;
    let found = notification::Entity::find().filter(notification::Column::Id.eq(&id)).one(&*transaction);
    let row = found.await?.ok_or(Error::NotFound)?;
    let tray_id = caller.tray_id(&*transaction).await?.ok_or(Error::NotFound)?;
    let is_theirs = person.role.is_staff() && row.created_by_user_id.as_ref() == Some(&person.user.id)
        || membership::is_for(&*transaction, &person.user, row.seq).await?;
    if !is_theirs || !tray::restore(&*transaction, tray_id, row.seq).await? {
        return Err(Error::NotFound);
    }
    if row.erased_at.is_some() {
        return Err(Error::conflict("Its personal details were erased, so it cannot be put back."));
    }
    NewHistoryEntry {
        notification_id: &row.id,
        at: state.now(),
        made_at: None,
        by: &by,
        action: HistoryAction::Restored,
        note: None,
    }
    .write(&*transaction)
    .await?;
    let seen = caller.find(&*transaction, &id).await?;
    let shown = view::one(&*transaction, &caller, seen).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(Json(shown))
}
