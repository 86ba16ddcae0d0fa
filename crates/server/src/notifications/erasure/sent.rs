//! What left by e-mail, text or letter, and the documents that went along: erased with their notification, in the outbox, in the
//! embedded service and among the documents, PDFs included.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use wire::delivery::DeliveryCause;

use crate::error::Error;
use crate::table::{
    delivery, delivery_attempt, document, message, notification_document, receipt, sent, sent_file, sent_pdf,
};

/// Erases what the outbox, the embedded service and the documents hold of one notification.
pub(super) async fn erase_sent(db: &impl ConnectionTrait, seq: i64, id: &str) -> Result<(), Error> {
    let messages: Vec<message::Model> =
        message::Entity::find().filter(message::Column::NotificationId.eq(id)).all(db).await?;
    if !messages.is_empty() {
        erase_messages(db, &messages).await?;
    }
    erase_attachments(db, seq).await?;
    erase_deliveries(db, id).await
}

/// Messages without what they said and to whom, and without the documents that kept it.
async fn erase_messages(db: &impl ConnectionTrait, messages: &[message::Model]) -> Result<(), Error> {
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
        // Without a recipient nothing can be sent any more.
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
    let carried =
        Condition::any().add(sent::Column::Id.is_in(by_id)).add(sent::Column::Reference.is_in(ids()));
    let carried: Vec<String> = sent::Entity::find()
        .select_only()
        .column(sent::Column::Id)
        .filter(carried)
        .into_tuple()
        .all(db)
        .await?;
    if carried.is_empty() {
        return Ok(());
    }
    let carried = || carried.iter().map(String::as_str);
    sent_pdf::Entity::delete_many().filter(sent_pdf::Column::SentId.is_in(carried())).exec(db).await?;
    sent_file::Entity::delete_many().filter(sent_file::Column::SentId.is_in(carried())).exec(db).await?;
    receipt::Entity::delete_many().filter(receipt::Column::SentId.is_in(carried())).exec(db).await?;
    sent::Entity::delete_many().filter(sent::Column::Id.is_in(carried())).exec(db).await?;
    Ok(())
}

/// Uploads that went along with this notification and with no other.
async fn erase_attachments(db: &impl ConnectionTrait, seq: i64) -> Result<(), Error> {
    use notification_document::{Column, Entity};
    let ids: Vec<String> = Entity::find()
        .select_only()
        .column(Column::DocumentId)
        .filter(Column::Seq.eq(seq))
        .into_tuple()
        .all(db)
        .await?;
    if ids.is_empty() {
        return Ok(());
    }
    Entity::delete_many().filter(Column::Seq.eq(seq)).exec(db).await?;
    let elsewhere = Entity::find()
        .select_only()
        .column(Column::DocumentId)
        .filter(Column::DocumentId.is_in(&ids))
        .into_query();
    document::Entity::delete_many()
        .filter(document::Column::Id.is_in(&ids))
        .filter(document::Column::Id.not_in_subquery(elsewhere))
        .exec(db)
        .await?;
    Ok(())
}

/// Callbacks and pushes keep when they went and what became of them, not what they said.
async fn erase_deliveries(db: &impl ConnectionTrait, id: &str) -> Result<(), Error> {
    let causes = [DeliveryCause::NotificationAction, DeliveryCause::Notification];
    let about = || {
        Condition::all()
            .add(delivery::Column::AboutKind.is_in(causes.iter().map(DeliveryCause::as_str)))
            .add(delivery::Column::AboutId.eq(id))
            .add(delivery::Column::EndedAt.is_not_null())
    };
    let ids =
        delivery::Entity::find().select_only().column(delivery::Column::Id).filter(about()).into_query();
    let nothing: Option<String> = None;
    delivery_attempt::Entity::update_many()
        .filter(delivery_attempt::Column::DeliveryId.in_subquery(ids))
        .col_expr(delivery_attempt::Column::Answer, Expr::value(nothing))
        .exec(db)
        .await?;
    delivery::Entity::update_many()
        .filter(about())
        .col_expr(delivery::Column::Content, Expr::value("{}"))
        .exec(db)
        .await?;
    Ok(())
}
