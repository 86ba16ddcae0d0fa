//! Seven days after it was accepted nothing is left of a message in the sender: neither in its answers nor in the file. What
//! must be kept longer was kept as a document.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect};

use super::limits;
use crate::state::NotifyState;
use database::entity::{message, receipt, received_text, sent, sent_file, sent_pdf};
use web::error::Error;

/// Days that the sender keeps what it carried.
pub const KEPT_DAYS: u32 = 7;

const KEPT: i64 = KEPT_DAYS as i64 * 24 * 60 * 60 * 1000;

/// The most messages of one transaction.
const AT_ONCE: u64 = 200;

/// Erases what is old enough, here and in the outbox.
pub async fn forget_messages(state: NotifyState) -> Result<(), Error> {
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
        // The log still holds the pages as they were before.
        state.db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}

async fn erase_sent(state: &NotifyState, before: i64) -> Result<u64, Error> {
    let ids: Vec<String> = sent::Entity::find()
        .select_only()
        .column(sent::Column::Id)
        .filter(sent::Column::CreatedAt.lte(before))
        .limit(AT_ONCE)
        .into_tuple()
        .all(&*state.db)
        .await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let transaction = state.write().await?;
    sent_pdf::Entity::delete_many().filter(sent_pdf::Column::SentId.is_in(&ids)).exec(&*transaction).await?;
    receipt::Entity::delete_many().filter(receipt::Column::SentId.is_in(&ids)).exec(&*transaction).await?;
    sent::Entity::delete_many().filter(sent::Column::Id.is_in(&ids)).exec(&*transaction).await?;
    transaction.commit().await?;
    Ok(ids.len() as u64)
}

/// Received texts, files whose time is over, and what the outbox knows of people.
async fn erase_rest(state: &NotifyState, before: i64) -> Result<u64, Error> {
    let transaction = state.write().await?;
    let nothing: Option<String> = None;
    let texts = received_text::Entity::delete_many()
        .filter(received_text::Column::CreatedAt.lte(before))
        .exec(&*transaction)
        .await?;
    let files = sent_file::Entity::delete_many()
        .filter(sent_file::Column::ExpiresAt.lte(state.now()))
        .exec(&*transaction)
        .await?;
    let messages = message::Entity::update_many()
        .filter(message::Column::CreatedAt.lte(before))
        .filter(message::Column::Recipient.is_not_null())
        .col_expr(message::Column::Recipient, Expr::value(nothing.clone()))
        .col_expr(message::Column::Content, Expr::value(nothing.clone()))
        .col_expr(message::Column::Report, Expr::value(nothing.clone()))
        .col_expr(message::Column::ServiceKey, Expr::value(nothing))
        // Without a recipient nothing can be sent any more.
        .col_expr(message::Column::DueAt, Expr::value(None::<i64>))
        .exec(&*transaction)
        .await?;
    limits::forget_days(&*transaction, state.now()).await?;
    transaction.commit().await?;
    Ok(texts.rows_affected + files.rows_affected + messages.rows_affected)
}
