//! Messages that were sent by e-mail, text or letter, and attached documents. They are erased with their notification from the
//! outbox, the embedded service and the documents, including PDFs.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use wire::delivery::DeliveryCause;

use crate::messages;
use database::entity::{delivery, delivery_attempt, document, notification_document};
use web::error::Error;

/// Erases what the outbox, the embedded service and the documents contain of one notification.
pub(crate) async fn erase_sent(db: &impl ConnectionTrait, seq: i64, id: &str) -> Result<(), Error> {
    messages::erase_messages_of(db, id).await?;
    erase_attachments(db, seq).await?;
    erase_deliveries(db, id).await
}

/// Uploads that are attached to this notification and to no other.
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

/// Callbacks and pushes keep their times and results, not their content.
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
