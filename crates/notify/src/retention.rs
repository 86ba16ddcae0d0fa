//! Retention: seven days after a message was accepted it is deleted from notify, from its responses as well as from the database
//! file. What must be kept longer is stored as a document.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect};

use super::limits;
use crate::state::NotifyState;
use database::entity::{message, notify_file, notify_message, notify_pdf, receipt, received_text};
use web::error::Error;

/// Days for which notify keeps a message.
pub const KEPT_DAYS: u32 = 7;

const KEPT: i64 = KEPT_DAYS as i64 * 24 * 60 * 60 * 1000;

/// The most messages that one transaction erases.
const AT_ONCE: u64 = 200;

/// Erases expired messages, here and in the outbox.
pub async fn delete_old_messages(state: NotifyState) -> Result<(), Error> {
    let before = state.now() - KEPT;
    let mut erased = erase_rest(&state, before).await?;
    loop {
        let count = erase_sent(&state, before).await?;
        erased += count;
        if count < AT_ONCE {
            break;
        }
    }
    if erased > 0 && state.db.get_database_backend() == DbBackend::Sqlite {
        // The write-ahead log still contains the old pages.
        state.db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}

async fn erase_sent(state: &NotifyState, before: i64) -> Result<u64, Error> {
    let ids: Vec<String> = notify_message::Entity::find()
        .select_only()
        .column(notify_message::Column::Id)
        .filter(notify_message::Column::CreatedAt.lte(before))
        .limit(AT_ONCE)
        .into_tuple()
        .all(&*state.db)
        .await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let transaction = state.write().await?;
    notify_pdf::Entity::delete_many()
        .filter(notify_pdf::Column::NotifyMessageId.is_in(&ids))
        .exec(&*transaction)
        .await?;
    receipt::Entity::delete_many()
        .filter(receipt::Column::NotifyMessageId.is_in(&ids))
        .exec(&*transaction)
        .await?;
    notify_message::Entity::delete_many()
        .filter(notify_message::Column::Id.is_in(&ids))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(ids.len() as u64)
}

/// Erases received texts, expired files, and the personal data in the outbox.
async fn erase_rest(state: &NotifyState, before: i64) -> Result<u64, Error> {
    let transaction = state.write().await?;
    let nothing: Option<String> = None;
    let texts = received_text::Entity::delete_many()
        .filter(received_text::Column::CreatedAt.lte(before))
        .exec(&*transaction)
        .await?;
    let files = notify_file::Entity::delete_many()
        .filter(notify_file::Column::ExpiresAt.lte(state.now()))
        .exec(&*transaction)
        .await?;
    let messages = message::Entity::update_many()
        .filter(message::Column::CreatedAt.lte(before))
        .filter(message::Column::Recipient.is_not_null())
        .col_expr(message::Column::Recipient, Expr::value(nothing.clone()))
        .col_expr(message::Column::Content, Expr::value(nothing.clone()))
        .col_expr(message::Column::Report, Expr::value(nothing.clone()))
        .col_expr(message::Column::ServiceKey, Expr::value(nothing))
        // A message without a recipient cannot be sent any more.
        .col_expr(message::Column::DueAt, Expr::value(None::<i64>))
        .exec(&*transaction)
        .await?;
    limits::delete_old_days(&*transaction, state.now()).await?;
    transaction.commit().await?;
    Ok(texts.rows_affected + files.rows_affected + messages.rows_affected)
}
