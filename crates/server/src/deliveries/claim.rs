//! Leases due deliveries. When a lease expires, another worker may claim the delivery. The attempt is stored before it begins, so
//! that it is known even if the server stops.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, Func, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
};
use wire::delivery::{AttemptOutcome, DeliveryState};

use super::schedule::WINDOW;
use crate::context::Context;
use database::entity::delivery::{Column, Entity, Model};
use database::entity::delivery_attempt;
use web::error::Error;

/// The lease in milliseconds. An attempt takes at most ten seconds, and its result must be stored, too.
pub(crate) const LEASE: i64 = 20_000;

/// Concurrent attempts to one host: it may be down and hold each of them for ten seconds.
const ON_ONE_ROAD: usize = 16;

/// Concurrent attempts of one process.
const AT_ONCE: usize = 256;

/// An interrupted attempt is repeated even after the five minutes, up to this number of attempts.
const MOST_TRIES: i64 = 12;

/// The most that one transaction claims, so that other writers do not wait long.
const PER_TURN: usize = 64;

/// The running attempts of this process, by host key.
#[derive(Default)]
pub(crate) struct Roads(HashMap<String, usize>);

impl Roads {
    /// Frees the place of an attempt.
    pub(crate) fn leave(&mut self, lane: &str) {
        if let Some(count) = self.0.get_mut(lane) {
            *count -= 1;
            if *count == 0 {
                self.0.remove(lane);
            }
        }
    }

    fn enter(&mut self, lane: &str) -> bool {
        if self.all() >= AT_ONCE {
            return false;
        }
        let count = self.0.entry(lane.to_owned()).or_default();
        let is_free = *count < ON_ONE_ROAD;
        *count += usize::from(is_free);
        is_free
    }

    fn all(&self) -> usize {
        self.0.values().sum()
    }

    fn full(&self) -> Vec<&str> {
        self.0.iter().filter(|(_, count)| **count >= ON_ONE_ROAD).map(|(lane, _)| lane.as_str()).collect()
    }
}

/// Claims due deliveries whose host has a free place. `holder` identifies this process. The second list has the deliveries whose
/// time window passed while no server was running.
pub(crate) async fn claim(
    state: &Context,
    holder: &str,
    roads: &mut Roads,
) -> Result<(Vec<Model>, Vec<Model>), Error> {
    let now = state.now();
    let transaction = state.write().await?;
    let steady = state.clock.steady();
    recover(&*transaction, now, steady).await?;
    let (mut taken, mut late) = (Vec::new(), Vec::new());
    while taken.len() < PER_TURN {
        let found = due(&*transaction, now, &roads.full(), &taken, &late).await?;
        let before = taken.len() + late.len();
        let found_all = found.len() < PER_TURN;
        for row in found {
            let is_over = row.started_at.is_some_and(|started| now >= started + WINDOW);
            if is_over && !was_interrupted(&*transaction, &row).await? {
                late.push(row);
            } else if taken.len() < PER_TURN && roads.enter(&row.lane) {
                taken.push(row);
            }
        }
        if found_all || taken.len() + late.len() == before {
            break;
        }
    }
    let written = match begin(&*transaction, &taken, holder, now, steady + LEASE).await {
        Ok(()) => transaction.commit().await.map_err(Error::from),
        Err(error) => Err(error),
    };
    if let Err(error) = written {
        taken.iter().for_each(|row| roads.leave(&row.lane));
        return Err(error);
    }
    for row in &mut taken {
        row.attempts += 1;
        row.started_at = row.started_at.or(Some(now));
        row.leased_by = Some(holder.to_owned());
    }
    Ok((taken, late))
}

/// Releases deliveries whose lease expired. They are repeated at once, because their attempt may not have been sent.
async fn recover(db: &impl ConnectionTrait, now: i64, steady: i64) -> Result<(), Error> {
    let lost: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq(DeliveryState::Waiting.as_str()))
        // A lease that ends later than any valid one was written before the clock was set back.
        .filter(Column::LeasedUntil.lte(steady).or(Column::LeasedUntil.gt(steady + LEASE)))
        .limit(PER_TURN as u64)
        .into_tuple()
        .all(db)
        .await?;
    if lost.is_empty() {
        return Ok(());
    }
    delivery_attempt::Entity::update_many()
        .filter(delivery_attempt::Column::DeliveryId.is_in(&lost))
        .filter(delivery_attempt::Column::Outcome.eq(AttemptOutcome::Running.as_str()))
        .col_expr(delivery_attempt::Column::Outcome, Expr::value(AttemptOutcome::Interrupted.as_str()))
        .exec(db)
        .await?;
    let (no_time, no_text): (Option<i64>, Option<String>) = (None, None);
    Entity::update_many()
        .filter(Column::Id.is_in(&lost))
        .col_expr(Column::LeasedUntil, Expr::value(no_time))
        .col_expr(Column::LeasedBy, Expr::value(no_text))
        .col_expr(Column::DueAt, Expr::value(now))
        .exec(db)
        .await?;
    tracing::warn!(count = lost.len(), "retrying interrupted deliveries");
    Ok(())
}

fn is_due(now: i64) -> Condition {
    Condition::all()
        .add(Column::State.eq(DeliveryState::Waiting.as_str()))
        .add(Column::DueAt.lte(now))
        .add(Column::LeasedUntil.is_null())
}

async fn due(
    db: &impl ConnectionTrait,
    now: i64,
    full: &[&str],
    taken: &[Model],
    late: &[Model],
) -> Result<Vec<Model>, Error> {
    let known: Vec<_> = taken.iter().chain(late).map(|row| row.id.as_str()).collect();
    let mut query = Entity::find().filter(is_due(now));
    if !full.is_empty() {
        query = query.filter(Column::Lane.is_not_in(full.iter().copied()));
    }
    if !known.is_empty() {
        query = query.filter(Column::Id.is_not_in(known));
    }
    let query = query.order_by_asc(Column::DueAt).order_by_asc(Column::Id).limit(PER_TURN as u64);
    Ok(query.all(db).await?)
}

/// Whether the latest attempt was interrupted. Then it is repeated even after the five minutes, because it is unknown whether it
/// was sent.
async fn was_interrupted(db: &impl ConnectionTrait, row: &Model) -> Result<bool, Error> {
    if row.attempts >= MOST_TRIES {
        return Ok(false);
    }
    let newest = delivery_attempt::Entity::find()
        .filter(delivery_attempt::Column::DeliveryId.eq(&row.id))
        .order_by_desc(delivery_attempt::Column::Number)
        .one(db)
        .await?;
    Ok(newest.is_some_and(|attempt| attempt.outcome == AttemptOutcome::Interrupted.as_str()))
}

async fn begin(
    db: &impl ConnectionTrait,
    taken: &[Model],
    holder: &str,
    now: i64,
    leased_until: i64,
) -> Result<(), Error> {
    if taken.is_empty() {
        return Ok(());
    }
    let attempts = taken.iter().map(|row| delivery_attempt::ActiveModel {
        delivery_id: Set(row.id.clone()),
        number: Set(row.attempts + 1),
        started_at: Set(now),
        outcome: Set(AttemptOutcome::Running.as_str().to_owned()),
        ..Default::default()
    });
    delivery_attempt::Entity::insert_many(attempts).exec_without_returning(db).await?;
    let ids = taken.iter().map(|row| row.id.as_str());
    let first_start: SimpleExpr = Func::coalesce([Expr::col(Column::StartedAt), Expr::value(now)]).into();
    Entity::update_many()
        .filter(Column::Id.is_in(ids))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .col_expr(Column::StartedAt, first_start)
        .col_expr(Column::LeasedUntil, Expr::value(leased_until))
        .col_expr(Column::LeasedBy, Expr::value(holder))
        .exec(db)
        .await?;
    Ok(())
}

/// Milliseconds until the next delivery is due or the next lease expires.
pub(crate) async fn until_due(state: &Context) -> Result<Option<i64>, Error> {
    let first: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Column::DueAt.min(), "due")
        .filter(Column::State.eq(DeliveryState::Waiting.as_str()))
        .filter(Column::LeasedUntil.is_null())
        .into_tuple()
        .one(&*state.db)
        .await?;
    Ok(first.flatten().map(|due| Ord::max(due - state.now(), 0)))
}
