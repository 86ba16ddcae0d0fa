//! Erases personal data of notifications: the names, addresses, numbers and texts of those that stayed undecided for a number of
//! days, or that were removed from the last tray, together with their messages and attached documents. Type, time and actions are
//! kept.

pub(crate) mod sent;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};
use wire::notification::HistoryAction;

use super::history::NewHistoryEntry;
use super::tray;
use crate::auth::author::Author;
use crate::context::{Change, Context};
use crate::visits;
use database::entity::{document, message, notification, notification_document};
use database::notification_search;
use database::sql::Sql;
use web::error::Error;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The most in one transaction, so that other writers do not wait long.
const AT_ONCE: u64 = 10;

/// Erases everything that is old enough.
pub async fn erase_personal(state: Context) -> Result<(), Error> {
    use notification::Column;
    let before = |days: u32| state.now() - i64::from(days) * DAY;
    // Written in full so that the partial index on undecided notifications is used.
    let undecided = Condition::all()
        .add(Expr::cust("decided = FALSE"))
        .add(Column::TouchedAt.lte(before(state.config.erase_undecided_days)));
    let deleted = Condition::all().add(Column::DeletedAt.lte(before(state.config.erase_deleted_days)));
    let mut erased = 0;
    for old in [undecided, deleted] {
        loop {
            let count = erase_some(&state, old.clone()).await?;
            erased += count;
            if count < AT_ONCE {
                break;
            }
        }
    }
    erased += erase_loose_documents(&state).await?;
    erased += visits::erase_old(&state, before(state.config.erase_undecided_days)).await?;
    if erased == 0 {
        return Ok(());
    }
    state.publish(Change::Trays);
    if state.db.get_database_backend() == DbBackend::Sqlite {
        // The write-ahead log still contains the old pages.
        state.db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}

async fn erase_some(state: &Context, old: Condition) -> Result<u64, Error> {
    use notification::{Column, Entity};
    let now = state.now();
    let transaction = state.write().await?;
    let rows: Vec<(i64, String)> = Entity::find()
        .select_only()
        .column(Column::Seq)
        .column(Column::Id)
        .filter(Column::ErasedAt.is_null())
        .filter(old)
        .limit(AT_ONCE)
        .into_tuple()
        .all(&*transaction)
        .await?;
    if rows.is_empty() {
        return Ok(0);
    }
    for (seq, id) in &rows {
        erase(&*transaction, *seq, now).await?;
        sent::erase_sent(&*transaction, *seq, id).await?;
        tray::touch(&*transaction, *seq).await?;
        let by = Author::tocsin();
        NewHistoryEntry {
            notification_id: id,
            at: now,
            made_at: None,
            by: &by,
            action: HistoryAction::Erased,
            note: None,
        }
        .write(&*transaction)
        .await?;
    }
    let seqs: Vec<i64> = rows.iter().map(|(seq, _)| *seq).collect();
    notification_search::remove(&*transaction, &seqs).await?;
    transaction.commit().await?;
    Ok(rows.len() as u64)
}

async fn erase(transaction: &impl ConnectionTrait, seq: i64, now: i64) -> Result<(), Error> {
    for statement in statements(seq, now) {
        statement.run(transaction).await?;
    }
    Ok(())
}

fn statements(seq: i64, now: i64) -> [Sql; 5] {
    // The description of a team or patch names nobody; that of a person does.
    let named = "(SELECT 1 FROM notification_audience a WHERE a.seq = notification.seq AND (a.key LIKE 'person:%' OR \
                 a.key LIKE 'address:%'))";
    let mut row = Sql::new(
        "UPDATE notification SET user_email = NULL, message = NULL, mobile_number = NULL, email = NULL, ",
    );
    row.push("personalisation = NULL, attachments = NULL, letter_document_id = NULL, follow_on_url = NULL, property = NULL, ")
        .push("visit_note = NULL, action_note = NULL, ")
        .push(&format!("audience = CASE WHEN EXISTS {named} THEN '' ELSE audience END, "))
        .push("version = version + 1, erased_at = ")
        .bind(now)
        .push(" WHERE seq = ")
        .bind(seq);
    let mut items = Sql::new("UPDATE tray_item SET user_email = NULL WHERE seq = ");
    items.bind(seq);
    let mut addresses = Sql::new("DELETE FROM notification_audience WHERE key LIKE 'address:%' AND seq = ");
    addresses.bind(seq);
    let mut notes = Sql::new(
        "DELETE FROM notification_note WHERE notification_id = (SELECT id FROM notification WHERE seq = ",
    );
    notes.bind(seq).push(")");
    // The answer is kept, as a decision is; the name and the note are erased.
    let mut replies = Sql::new("UPDATE notification_reply SET note = NULL, name = '' WHERE seq = ");
    replies.bind(seq);
    [row, items, addresses, notes, replies]
}

/// Documents of no notification: unused uploads, and the texts of e-mails that the server sent for itself.
async fn erase_loose_documents(state: &Context) -> Result<u64, Error> {
    let before = state.now() - i64::from(state.config.erase_undecided_days) * DAY;
    let attached = notification_document::Entity::find()
        .select_only()
        .column(notification_document::Column::DocumentId)
        .into_query();
    let of_notifications = message::Entity::find()
        .select_only()
        .column(message::Column::DocumentId)
        .filter(message::Column::DocumentId.is_not_null())
        .filter(message::Column::NotificationId.is_not_null())
        .into_query();
    let loose = document::Entity::find()
        .select_only()
        .column(document::Column::Id)
        .filter(document::Column::CreatedAt.lte(before))
        .filter(document::Column::Id.not_in_subquery(attached))
        .filter(document::Column::Id.not_in_subquery(of_notifications))
        .limit(AT_ONCE);
    let mut erased = 0;
    loop {
        let ids: Vec<String> = loose.clone().into_tuple().all(&*state.db).await?;
        if ids.is_empty() {
            return Ok(erased);
        }
        let transaction = state.write().await?;
        let nothing: Option<String> = None;
        message::Entity::update_many()
            .filter(message::Column::DocumentId.is_in(&ids))
            .col_expr(message::Column::DocumentId, Expr::value(nothing))
            .exec(&*transaction)
            .await?;
        document::Entity::delete_many().filter(document::Column::Id.is_in(&ids)).exec(&*transaction).await?;
        transaction.commit().await?;
        erased += ids.len() as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn erasing_one_reads_no_table_whole() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("erasure.db").display());
        let db = database::connection::connect(&address).await.unwrap();
        db.migrate::<database::migration::Migrator>().await.unwrap();
        // A connection from before the migration would explain its query with the old schema.
        let db = database::connection::connect(&address).await.unwrap();
        for statement in statements(1, 0) {
            let plan = statement.plan(&*db).await.unwrap();
            assert!(!plan.is_empty() && plan.iter().all(|step| !step.contains("SCAN")), "{plan:?}");
        }
    }
}
