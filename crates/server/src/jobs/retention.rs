//! Retention of locations: deletes locations and estimates of callouts that were closed long enough ago, old vehicle positions,
//! and the stored responses to presses, which contain locations, too. Locations of callouts that stay open are thinned out.

pub(crate) mod thinning;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use wire::status::CalloutStatus;

use crate::callouts::idempotency::KEPT;
use crate::context::Context;
use database::entity::{
    callout, callout_eta, callout_location, idempotency_key, responder, responder_location,
};
use web::error::Error;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The most callouts in one transaction, so that presses do not wait long.
const AT_ONCE: u64 = 50;

/// Deletes everything that is old enough.
pub async fn delete_old_locations(state: Context) -> Result<(), Error> {
    let now = state.now();
    let before = now - i64::from(state.config.location_retention_days) * DAY;
    let erased = erase_all(&state, before).await?;
    thinning::thin_open_callouts(&state).await?;
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
    if erased > 0 {
        state.db.empty_log().await?;
    }
    Ok(())
}

/// Erases callouts that were closed before this time, and returns their number. A callout that fails is tried again in the next
/// run, and does not delay the others.
async fn erase_all(state: &Context, before: i64) -> Result<u64, Error> {
    let (mut erased, mut after) = (0, 0);
    loop {
        let ids = due(state, before, after).await?;
        let Some(last) = ids.last() else { return Ok(erased) };
        after = *last;
        if erase(state, &ids).await.is_ok() {
            erased += ids.len() as u64;
            continue;
        }
        for id in ids {
            match erase(state, &[id]).await {
                Ok(()) => erased += 1,
                Err(error) => {
                    tracing::error!(%error, callout = id, "cannot erase the locations of a callout")
                }
            }
        }
    }
}

/// Some callouts that were closed before this time and are not erased yet, by id.
async fn due(state: &Context, before: i64, after: i64) -> Result<Vec<i64>, Error> {
    Ok(callout::Entity::find()
        .select_only()
        .column(callout::Column::Id)
        .filter(callout::Column::Status.eq(CalloutStatus::Closed.as_str()))
        .filter(callout::Column::ResolvedAt.lte(before))
        .filter(callout::Column::ErasedAt.is_null())
        .filter(callout::Column::Id.gt(after))
        .order_by_asc(callout::Column::Id)
        .limit(AT_ONCE)
        .into_tuple()
        .all(&*state.db)
        .await?)
}

async fn erase(state: &Context, ids: &[i64]) -> Result<(), Error> {
    let ids = ids.to_vec();
    let transaction = state.write().await?;
    callout_eta::Entity::delete_many()
        .filter(callout_eta::Column::CalloutId.is_in(ids.clone()))
        .exec(&*transaction)
        .await?;
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
        .col_expr(callout::Column::Route, Expr::value(no_text.clone()))
        .col_expr(callout::Column::Geocoded, Expr::value(no_text))
        .col_expr(callout::Column::ErasedAt, Expr::value(state.now()))
        .exec(&*transaction)
        .await?;
    Ok(transaction.commit().await?)
}
