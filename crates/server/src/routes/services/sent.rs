//! `GET /api/sent` and `GET /api/services/{id}/sent`: what was sent through each channel, with its status.

use std::collections::HashMap;

use axum::extract::{Path, State};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde::Deserialize;
use wire::id::{NotificationId, ServiceId};
use wire::notification::{LIMIT_DEFAULT, LIMIT_MOST, NotificationType};
use wire::service::SentItem;
use wire::time::Timestamp;

use super::list::{may_look, own};
use crate::auth::caller::Person;
use crate::auth::scopes;
use crate::state::AppState;
use database::entity::{message, notification, tray_item};
use web::error::Error;
use web::parameters::Query;
use web::problem::invalid_field;

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct SentFilter {
    channel: Option<String>,
    before: Option<String>,
    limit: Option<u32>,
}

/// What one service sent, newest first. Pages consist of notifications; each has one row for each channel.
#[utoipa::path(get, path = "/api/services/{id}/sent", tag = "services",
    params(("id" = String, Path), ("channel" = Option<String>, Query, description = "Screen, Email, Text or Letter"),
        ("before" = Option<String>, Query, description = "Only those older than this notification"), ("limit" = Option<u32>, Query)),
    responses((status = 200, description = "An array", body = Vec<SentItem>), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(crate) async fn list_sent_by_service(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
    Query(filter): Query<SentFilter>,
) -> Result<axum::Json<Vec<SentItem>>, Error> {
    let service = own(&*state.db, may_look(&person)?, &id).await?;
    let all = notification::Entity::find()
        .filter(scopes::notifications(&person))
        .filter(notification::Column::Superseded.eq(false))
        .filter(notification::Column::ServiceId.eq(service.id));
    Ok(axum::Json(page(&*state.db, all, filter).await?))
}

/// What the organisation's services and officers sent, newest first; for an officer with a patch, what belongs to it.
#[utoipa::path(get, path = "/api/sent", tag = "services",
    params(("channel" = Option<String>, Query, description = "Screen, Email, Text or Letter"),
        ("before" = Option<String>, Query, description = "Only those older than this notification"), ("limit" = Option<u32>, Query)),
    responses((status = 200, description = "An array", body = Vec<SentItem>), (status = 401), (status = 403), (status = 422)))]
pub(crate) async fn list_sent(
    State(state): State<AppState>,
    person: Person,
    Query(filter): Query<SentFilter>,
) -> Result<axum::Json<Vec<SentItem>>, Error> {
    may_look(&person)?;
    let all = notification::Entity::find()
        .filter(scopes::notifications(&person))
        .filter(notification::Column::Superseded.eq(false));
    Ok(axum::Json(page(&*state.db, all, filter).await?))
}

async fn page(
    db: &impl ConnectionTrait,
    mut query: Select<notification::Entity>,
    filter: SentFilter,
) -> Result<Vec<SentItem>, Error> {
    use notification::Column;
    let limit = filter.limit.unwrap_or(LIMIT_DEFAULT);
    if !(1..=LIMIT_MOST).contains(&limit) {
        return Err(invalid_field("limit", format!("write a number from 1 to {LIMIT_MOST}")));
    }
    let channel = match filter.channel.as_deref().filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(
            NotificationType::known(text)
                .ok_or_else(|| invalid_field("channel", format!("write {}", NotificationType::choices())))?,
        ),
    };
    if let Some(channel) = &channel {
        query = query.filter(match channel {
            NotificationType::Email => Condition::all().add(Column::RequireEmail.eq(true)),
            NotificationType::Text => Condition::all().add(Column::RequireSms.eq(true)),
            NotificationType::Letter => Condition::all().add(Column::RequireLetter.eq(true)),
            other => Condition::all().add(Column::NotificationType.eq(other.as_str())),
        });
    }
    if let Some(id) = filter.before.filter(|id| !id.is_empty()) {
        let row = query.clone().filter(Column::Id.eq(id)).one(db).await?;
        let seq = row.ok_or_else(|| invalid_field("before", "there is no such notification"))?.seq;
        query = query.filter(Column::Seq.lt(seq));
    }
    let rows = query.order_by_desc(Column::Seq).limit(u64::from(limit)).all(db).await?;
    // A notification to a whole site or tenure has a message for every resident; it counts them itself.
    let ids: Vec<String> = rows.iter().filter(|row| !row.broadcast).map(|row| row.id.clone()).collect();
    let mut sent = crate::messages::of_notification::of_notifications(db, &ids).await?;
    let read = read_at(db, &rows).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let messages = sent.remove(&row.id).unwrap_or_default();
        if row.notification_type == NotificationType::Screen.as_str() {
            items.push(on_screen(&row, read.get(&row.seq).copied()));
        }
        items.extend(messages.into_iter().map(|message| left(&row, message)));
    }
    items.retain(|item| channel.as_ref().is_none_or(|channel| item.channel == *channel));
    Ok(items)
}

/// When each was first read by anybody.
async fn read_at(
    db: &impl ConnectionTrait,
    rows: &[notification::Model],
) -> Result<HashMap<i64, i64>, Error> {
    let read: Vec<(i64, i64)> = tray_item::Entity::find()
        .select_only()
        .column(tray_item::Column::Seq)
        .column_as(tray_item::Column::ReadAt.min(), "read_at")
        .filter(tray_item::Column::Seq.is_in(rows.iter().map(|row| row.seq)))
        .filter(tray_item::Column::ReadAt.is_not_null())
        .filter(tray_item::Column::AsSender.eq(false))
        .group_by(tray_item::Column::Seq)
        .into_tuple()
        .all(db)
        .await?;
    Ok(read.into_iter().collect())
}

fn begin(row: &notification::Model) -> SentItem {
    SentItem {
        notification_id: NotificationId(row.id.clone()),
        target_type: row.target_type.clone().unwrap_or_default().into(),
        created_date: Timestamp::from_millis(row.created_at),
        created_by: row.created_by.clone(),
        service_id: row.service_id.clone().map(ServiceId),
        ..SentItem::default()
    }
}

fn on_screen(row: &notification::Model, read_at: Option<i64>) -> SentItem {
    let (status, at) = match (&row.action_type, row.action_at, read_at) {
        (Some(action), Some(at), _) => (action.clone(), at),
        (_, _, Some(at)) => ("read".to_owned(), at),
        _ if row.arrives_at.is_some() => ("waiting".to_owned(), row.created_at),
        _ => ("unread".to_owned(), row.created_at),
    };
    SentItem { channel: NotificationType::Screen, status, time: Timestamp::from_millis(at), ..begin(row) }
}

fn left(row: &notification::Model, message: message::Model) -> SentItem {
    SentItem {
        channel: crate::messages::of_notification::channel(&message),
        status: message.status,
        time: Timestamp::from_millis(message.updated_at),
        message_id: message.sender_id,
        document_id: message.document_id,
        failure: message.failure,
        ..begin(row)
    }
}
