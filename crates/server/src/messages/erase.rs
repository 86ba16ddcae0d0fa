//! Erases the content and the recipient of messages from the outbox, the embedded service and the documents, including PDFs. The
//! rows are kept with their status and times.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use database::entity::{document, message, notify_file, notify_message, notify_pdf, receipt};
use web::error::Error;

/// Erases every message of a notification. The rows are locked: a worker that stores the result of sending either sees the
/// erasure, or has already stored the document that is erased here.
pub async fn erase_messages_of(db: &impl ConnectionTrait, notification_id: &str) -> Result<(), Error> {
    let rows = message::Entity::find()
        .filter(message::Column::NotificationId.eq(notification_id))
        .order_by_asc(message::Column::Id)
        .lock_exclusive()
        .all(db)
        .await?;
    if rows.is_empty() { Ok(()) } else { erase_messages(db, &rows).await }
}

/// Erases these messages, and the documents with their content.
pub(crate) async fn erase_messages(
    db: &impl ConnectionTrait,
    messages: &[message::Model],
) -> Result<(), Error> {
    let ids = || messages.iter().map(|row| row.id.as_str());
    let (nothing, no_time): (Option<String>, Option<i64>) = (None, None);
    message::Entity::update_many()
        .filter(message::Column::Id.is_in(ids()))
        .col_expr(message::Column::Recipient, Expr::value(nothing.clone()))
        .col_expr(message::Column::RecipientHash, Expr::value(""))
        .col_expr(message::Column::Content, Expr::value(nothing.clone()))
        .col_expr(message::Column::ContentHash, Expr::value(""))
        .col_expr(message::Column::Report, Expr::value(nothing.clone()))
        .col_expr(message::Column::ServiceKey, Expr::value(nothing.clone()))
        .col_expr(message::Column::DocumentId, Expr::value(nothing))
        // A message without a recipient cannot be sent any more.
        .col_expr(message::Column::DueAt, Expr::value(no_time))
        .exec(db)
        .await?;
    let kept = messages.iter().filter_map(|row| row.document_id.as_deref());
    document::Entity::delete_many()
        .filter(document::Column::Id.is_in(kept))
        .filter(document::Column::Kind.eq("sent"))
        .exec(db)
        .await?;
    let by_id = messages.iter().filter_map(|row| row.sender_id.as_deref());
    let carried = Condition::any()
        .add(notify_message::Column::Id.is_in(by_id))
        .add(notify_message::Column::Reference.is_in(ids()));
    let carried: Vec<String> = notify_message::Entity::find()
        .select_only()
        .column(notify_message::Column::Id)
        .filter(carried)
        .into_tuple()
        .all(db)
        .await?;
    if carried.is_empty() {
        return Ok(());
    }
    let carried = || carried.iter().map(String::as_str);
    notify_pdf::Entity::delete_many()
        .filter(notify_pdf::Column::NotifyMessageId.is_in(carried()))
        .exec(db)
        .await?;
    notify_file::Entity::delete_many()
        .filter(notify_file::Column::NotifyMessageId.is_in(carried()))
        .exec(db)
        .await?;
    receipt::Entity::delete_many().filter(receipt::Column::NotifyMessageId.is_in(carried())).exec(db).await?;
    notify_message::Entity::delete_many()
        .filter(notify_message::Column::Id.is_in(carried()))
        .exec(db)
        .await?;
    Ok(())
}
