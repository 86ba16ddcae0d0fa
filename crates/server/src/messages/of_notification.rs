//! Messages of notifications: their status, and their withdrawal.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use wire::notification::NotificationType;

use database::entity::message;
use web::error::Error;

/// The messages of these notifications, oldest first, by notification.
pub async fn of_notifications(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<HashMap<String, Vec<message::Model>>, Error> {
    let mut found: HashMap<String, Vec<message::Model>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let rows = message::Entity::find()
        .filter(message::Column::NotificationId.is_in(ids))
        .order_by_asc(message::Column::Id)
        .all(db)
        .await?;
    for row in rows {
        if let Some(id) = row.notification_id.clone() {
            found.entry(id).or_default().push(row);
        }
    }
    Ok(found)
}

/// Stops messages of a withdrawn notification that were not sent yet. Messages that may have been accepted already are not
/// changed.
pub async fn withdraw(db: &impl ConnectionTrait, notification_id: &str, now: i64) -> Result<(), Error> {
    use message::Column;
    let never: Option<i64> = None;
    message::Entity::update_many()
        .filter(Column::NotificationId.eq(notification_id))
        .filter(Column::AttemptedAt.is_null())
        .filter(Column::DueAt.is_not_null())
        .col_expr(Column::Status, Expr::value("cancelled"))
        .col_expr(Column::Failure, Expr::value("It was withdrawn before it was sent."))
        .col_expr(Column::DueAt, Expr::value(never))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .col_expr(Column::CompletedAt, Expr::value(now))
        .exec(db)
        .await?;
    Ok(())
}

/// The channel of a message, in the Notifications API's terms.
pub fn channel(row: &message::Model) -> NotificationType {
    channel_of(&row.channel)
}

/// A stored channel, in the Notifications API's terms.
pub fn channel_of(stored: &str) -> NotificationType {
    match stored {
        "email" => NotificationType::Email,
        "text" => NotificationType::Text,
        _ => NotificationType::Letter,
    }
}
