//! Forgets where people were: locations of callouts that closed so many days ago, positions of vehicles as old, and the
//! kept answers to presses, which hold locations too.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use wire::status::CalloutStatus;

use crate::callouts::idempotency::KEPT;
use crate::error::Error;
use crate::state::AppState;
use crate::table::{callout, callout_location, idempotency_key, responder, responder_location};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The most callouts of one transaction, so that nobody who presses waits long.
const AT_ONCE: u64 = 50;

/// Deletes everything that is old enough.
pub async fn forget_locations(state: AppState) -> Result<(), Error> {
    let now = state.now();
    let before = now - i64::from(state.config.location_retention_days) * DAY;
    let mut erased = 0;
    loop {
        let count = erase_callouts(&state, before).await?;
        erased += count;
        if count < AT_ONCE {
            break;
        }
    }
    let transaction = state.write().await?;
    idempotency_key::Entity::delete_many()
        .filter(idempotency_key::Column::CreatedAt.lt(now - KEPT))
        .exec(&*transaction)
        .await?;
    let newest = responder::Entity::find()
        .select_only()
        .column(responder::Column::LocationId)
        .filter(responder::Column::LocationId.is_not_null())
        .into_query();
    responder_location::Entity::delete_many()
        .filter(responder_location::Column::ReceivedAt.lt(before))
        .filter(responder_location::Column::Id.not_in_subquery(newest))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    if erased > 0 && state.db.get_database_backend() == DbBackend::Sqlite {
        // The log still holds the pages as they were before.
        state.db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}

/// Erases some of the callouts that closed before, and says how many.
async fn erase_callouts(state: &AppState, before: i64) -> Result<u64, Error> {
    let transaction = state.write().await?;
    let ids: Vec<i64> = callout::Entity::find()
        .select_only()
        .column(callout::Column::Id)
        .filter(callout::Column::Status.eq(CalloutStatus::Closed.as_str()))
        .filter(callout::Column::ResolvedAt.lte(before))
        .filter(callout::Column::ErasedAt.is_null())
        .order_by_asc(callout::Column::ResolvedAt)
        .limit(AT_ONCE)
        .into_tuple()
        .all(&*transaction)
        .await?;
    if ids.is_empty() {
        return Ok(0);
    }
    callout_location::Entity::delete_many()
        .filter(callout_location::Column::CalloutId.is_in(ids.clone()))
        .exec(&*transaction)
        .await?;
    idempotency_key::Entity::delete_many()
        .filter(idempotency_key::Column::CalloutId.is_in(ids.clone()))
        .exec(&*transaction)
        .await?;
    let (no_number, no_text): (Option<i64>, Option<String>) = (None, None);
    callout::Entity::update_many()
        .filter(callout::Column::Id.is_in(ids.clone()))
        .col_expr(callout::Column::FirstLocationId, Expr::value(no_number))
        .col_expr(callout::Column::LocationId, Expr::value(no_number))
        .col_expr(callout::Column::Route, Expr::value(no_text))
        .col_expr(callout::Column::ErasedAt, Expr::value(state.now()))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(ids.len() as u64)
}
