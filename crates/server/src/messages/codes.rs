//! Codes for choosing a password: they are erased from every message once they are used or expired.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::context::Context;
use database::entity::{document, message, notify_message};
use web::error::Error;

/// Replaces the content of a message with a code.
const ERASED: &str = "This message contained a code that is no longer valid. The message was erased.";

/// The reference of messages that contain a code for this person.
pub fn code_reference(user_id: &str) -> String {
    format!("code {user_id}")
}

/// Erases this person's codes from the outbox, from the embedded service, and from the documents. A queued message is not sent
/// any more.
pub async fn erase_codes(db: &impl ConnectionTrait, state: &Context, user_id: &str) -> Result<(), Error> {
    let rows = message::Entity::find()
        .filter(message::Column::Reference.eq(code_reference(user_id)))
        .filter(message::Column::Content.is_not_null())
        .order_by_asc(message::Column::Id)
        .lock_exclusive()
        .all(db)
        .await?;
    for row in rows {
        erase_sent_code(db, state, &row).await?;
        if let Some(id) = &row.document_id {
            document::Entity::delete_by_id(id).exec(db).await?;
        }
        let was_sent = row.sender_id.is_some();
        let mut row = row.into_active_model();
        row.content = Set(None);
        row.report = Set(None);
        row.document_id = Set(None);
        row.updated_at = Set(state.now());
        if !was_sent {
            row.status = Set("failed".to_owned());
            row.failure = Set(Some(ERASED.to_owned()));
            row.due_at = Set(None);
        }
        row.update(db).await?;
    }
    Ok(())
}

/// Erases the code from the embedded service.
pub(crate) async fn erase_sent_code(
    db: &impl ConnectionTrait,
    state: &Context,
    row: &message::Model,
) -> Result<(), Error> {
    let nothing: Option<String> = None;
    notify_message::Entity::update_many()
        .col_expr(notify_message::Column::Body, Expr::value(ERASED))
        .col_expr(notify_message::Column::Subject, Expr::value(nothing))
        .col_expr(notify_message::Column::UpdatedAt, Expr::value(state.now()))
        .filter(notify_message::Column::Reference.eq(&row.id))
        .exec(db)
        .await?;
    Ok(())
}
