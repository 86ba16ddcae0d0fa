//! Tests end automatically: when the resident has ended them, and otherwise after a time limit, because the resident may forget
//! the phone in the middle of a test. A test that a controller verified is a test of the whole process, and ends as every other
//! callout does.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use wire::classification::TEST;
use wire::status::CalloutStatus;

use crate::callouts::events::{Actor, NewCalloutEvent};
use crate::callouts::transition;
use crate::context::{Change, Context};
use crate::{dispatch, notifications};
use database::entity::callout;
use database::entity::callout::Column;
use web::error::Error;

/// The longest time that a test stays open, in milliseconds.
const LONGEST: i64 = 15 * 60_000;

/// Whether only the resident takes part in the test: no controller has verified it, and nobody was dispatched.
pub(crate) fn is_unattended(callout: &callout::Model) -> bool {
    callout.classification_id == TEST && !callout.verified && callout.status() == CalloutStatus::Created
}

/// Ends a test or a demonstration, with the reason.
pub(crate) async fn end(
    transaction: &impl sea_orm::ConnectionTrait,
    id: i64,
    actor: &Actor,
    why: &str,
    now: i64,
) -> Result<(), Error> {
    let update = transition::update(id, actor, now)
        .col_expr(Column::ResolvedAt, Expr::value(now))
        .col_expr(Column::DetailUpdatedAt, Expr::value(now));
    transition::advance(transaction, id, CalloutStatus::Closed, update).await?;
    dispatch::release(transaction, id, now).await?;
    NewCalloutEvent::status(CalloutStatus::Closed, why).insert(transaction, id, actor, now).await
}

/// Ends tests that exceeded the time limit.
pub async fn end_left_open(state: Context) -> Result<(), Error> {
    let now = state.now();
    let due = || {
        callout::Entity::find()
            .filter(Column::ClassificationId.eq(TEST))
            .filter(Column::Status.eq(CalloutStatus::Created.as_str()))
            .filter(Column::Verified.eq(false))
            .filter(Column::Owned.eq(false))
            .filter(Column::CreatedAt.lte(now - LONGEST))
            .limit(100)
    };
    if due().one(&*state.db).await?.is_none() {
        return Ok(());
    }
    let transaction = state.write().await?;
    let rows = due().all(&*transaction).await?;
    for row in &rows {
        end(&*transaction, row.id, &Actor::system(), "The test was left open and ended automatically.", now)
            .await?;
        notifications::notify_of_callout(&transaction, &state, row.id).await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    for row in rows {
        state.publish(Change::Callout(row.id));
    }
    Ok(())
}
