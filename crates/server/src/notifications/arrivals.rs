//! Scheduled notifications: a visit is announced the day before. Until then its notification is on no tray and not sent.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, TransactionTrait,
};

use super::audience::Audience;
use super::{raise, send};
use crate::auth::author::Author;
use crate::context::{Change, Context};
use database::connection;
use database::entity::{notification, notification_audience};
use web::error::Error;

/// The most in one transaction.
const AT_ONCE: u64 = 50;

/// Publishes every notification whose time has come.
pub async fn arrive_due(state: Context) -> Result<(), Error> {
    // A notification that fails stays due and is retried with the next run; it does not delay the others.
    let mut failed = Vec::new();
    while arrive_some(&state, &mut failed).await? == AT_ONCE {}
    Ok(())
}

/// Publishes the next ones except those that failed; returns how many were processed.
async fn arrive_some(state: &Context, failed: &mut Vec<i64>) -> Result<u64, Error> {
    let due = notification::Entity::find()
        .filter(notification::Column::ArrivesAt.lte(state.now()))
        .filter(notification::Column::Seq.is_not_in(failed.iter().copied()))
        .order_by_asc(notification::Column::ArrivesAt)
        .limit(AT_ONCE);
    if due.clone().limit(1).one(&*state.db).await?.is_none() {
        return Ok(0);
    }
    let transaction = state.write().await?;
    let rows = due.all(&*transaction).await?;
    for row in &rows {
        let attempt = transaction.begin().await?;
        let done = arrive(&attempt, state, row).await;
        if let Err(error) = connection::settle(attempt, done).await? {
            tracing::error!(%error, notification = row.id, "cannot publish a scheduled notification");
            failed.push(row.seq);
        }
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(rows.len() as u64)
}

async fn arrive(
    transaction: &DatabaseTransaction,
    state: &Context,
    row: &notification::Model,
) -> Result<(), Error> {
    let keys = notification_audience::Entity::find()
        .filter(notification_audience::Column::Seq.eq(row.seq))
        .all(transaction)
        .await?;
    let audiences: Vec<_> = keys.iter().filter_map(|row| Audience::from_key(&row.key)).collect();
    raise::arrive(transaction, state, row, &audiences).await?;
    // Without a channel of its own it is sent to the resident by the first channel that reaches them.
    if let [Audience::Person(id)] = &audiences[..]
        && row.created_by == Author::tocsin().name
    {
        crate::notifications::visit_announcement::write_first_way(transaction, state, row, id).await?;
    }
    // If the recipient's limit of messages is reached, the notification still appears on the tray.
    let attempt = transaction.begin().await?;
    let done = send::enqueue(&attempt, state, row).await;
    match connection::settle(attempt, done).await? {
        Err(error @ (Error::Database(_) | Error::Internal(_))) => return Err(error),
        Err(error) => {
            tracing::warn!(%error, notification = row.id, "cannot queue the messages of a scheduled notification")
        }
        Ok(()) => {}
    }
    let nothing: Option<i64> = None;
    notification::Entity::update_many()
        .filter(notification::Column::Seq.eq(row.seq))
        .col_expr(notification::Column::ArrivesAt, Expr::value(nothing))
        .exec(transaction)
        .await?;
    Ok(())
}
