//! A visit is told of the day before: until then its notification waits, on nobody's tray and unsent.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::audience::Audience;
use super::{raise, send};
use crate::error::Error;
use crate::state::{AppState, Change};
use crate::table::{notification, notification_audience};

/// The most of one transaction.
const AT_ONCE: u64 = 50;

/// Lets everything arrive whose time has come.
pub async fn arrive_due(state: AppState) -> Result<(), Error> {
    while arrive_some(&state).await? == AT_ONCE {}
    Ok(())
}

async fn arrive_some(state: &AppState) -> Result<u64, Error> {
    let due = notification::Entity::find()
        .filter(notification::Column::ArrivesAt.lte(state.now()))
        .order_by_asc(notification::Column::ArrivesAt)
        .limit(AT_ONCE);
    if due.clone().limit(1).one(&*state.db).await?.is_none() {
        return Ok(0);
    }
    let transaction = state.write().await?;
    let rows = due.all(&*transaction).await?;
    for row in &rows {
        let keys = notification_audience::Entity::find()
            .filter(notification_audience::Column::Seq.eq(row.seq))
            .all(&*transaction)
            .await?;
        let audiences: Vec<_> = keys.iter().filter_map(|row| Audience::from_key(&row.key)).collect();
        raise::arrive(&*transaction, state, row, &audiences).await?;
        // A message that is too much for its recipient now must not hold the tray back.
        match send::enqueue(&*transaction, state, row).await {
            Err(error @ (Error::Database(_) | Error::Internal(_))) => return Err(error),
            Err(error) => tracing::warn!(%error, notification = row.id, "its messages were not sent"),
            Ok(()) => {}
        }
    }
    let nothing: Option<i64> = None;
    notification::Entity::update_many()
        .filter(notification::Column::Seq.is_in(rows.iter().map(|row| row.seq)))
        .col_expr(notification::Column::ArrivesAt, Expr::value(nothing))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    state.tell(Change::Trays);
    Ok(rows.len() as u64)
}
