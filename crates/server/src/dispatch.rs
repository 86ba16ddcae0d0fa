//! Automatic dispatch: rings the nearest, waits twenty seconds, rings the next, and sends whom a controller has let go.
//!
//! Everything it knows is in the database, and every step is one writing transaction that reads what it decides on; so
//! any number of servers may run it at once, and none has to survive.

mod decide;
mod estimate;
mod near;
mod send;

use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Set,
};
use wire::classification::REAL;
use wire::event::EventType;
use wire::status::CalloutStatus;

use crate::callouts::events::{Actor, Happening};
use crate::callouts::flow;
use crate::config::Config;
use crate::error::Error;
use crate::state::{AppState, Change};
use crate::table::{callout, responder, responder_in_range};

pub use decide::SILENCE;
pub(crate) use decide::needs_somebody;
pub(crate) use estimate::{Reported, after_location, after_position, arrived};
pub(crate) use near::{Target, free};
pub(crate) use send::{call_back_others, free_responder, full_name, release, send_responder, send_supplier};

use decide::{Candidate, Decision, decide};

/// Looks at every callout that waits for somebody, once a second, until the server stops.
pub async fn run(state: AppState) {
    let mut second = tokio::time::interval(std::time::Duration::from_secs(1));
    second.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        second.tick().await;
        if let Err(error) = tick(&state).await {
            tracing::error!(%error, "automatic dispatch failed; trying again in a second");
        }
    }
}

/// Takes every step that is due now. Only callouts with one are written to.
pub async fn tick(state: &AppState) -> Result<(), Error> {
    let now = state.now();
    for id in waiting(&*state.db, now).await? {
        if !is_due(&*state.db, id, &state.config, now).await? {
            continue;
        }
        let transaction = state.write().await?;
        step(&*transaction, id, &state.config, now).await?;
        transaction.commit().await?;
        state.tell(Change::Callout(id));
    }
    Ok(())
}

/// Callouts for which somebody may be rung, the most urgent first. Those of whom somebody is being rung wait until the
/// silence is over; and while nobody is free, nobody new can be rung, so the others are not looked at either.
async fn waiting(db: &impl ConnectionTrait, now: i64) -> Result<Vec<i64>, Error> {
    use callout::Column;
    let statuses = [CalloutStatus::Created, CalloutStatus::ResponderCancelled].map(String::from);
    let query = callout::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Status.is_in(statuses))
        .filter(Column::DispatchRequired.eq(true))
        .filter(Condition::any().add(Column::ClassificationId.eq(REAL)).add(Column::Verified.eq(true)))
        .order_by_desc(Column::Urgency)
        .order_by_asc(Column::Id);
    let over = Condition::any()
        .add(responder_in_range::Column::RequestedAt.lte(now - SILENCE))
        .add(responder_in_range::Column::Acknowledged.eq(true));
    let mut due = Condition::any().add(Column::Id.in_subquery(open_rings(over)));
    if let Some(kinds) = near::kinds_with_somebody_free(db).await? {
        let not_rung = Column::Id.not_in_subquery(open_rings(Condition::all()));
        due = due.add(Condition::all().add(kinds).add(not_rung));
    }
    let query = query.filter(due);
    Ok(query.into_tuple().all(db).await?)
}

/// The callouts of whom somebody is being rung or has accepted, and this holds.
fn open_rings(holds: Condition) -> SelectStatement {
    use responder_in_range::Column;
    responder_in_range::Entity::find()
        .select_only()
        .column(Column::CalloutId)
        .filter(Column::Requested.eq(true))
        .filter(Column::Declined.eq(false))
        .filter(Column::RetractedAt.is_null())
        .filter(holds)
        .into_query()
}

async fn is_due(db: &impl ConnectionTrait, id: i64, config: &Config, now: i64) -> Result<bool, Error> {
    let callout = flow::find(db, id).await?;
    let asked = asked(db, id).await?;
    let near = near::candidates(db, &callout, config).await?;
    Ok(!matches!(decide(&callout, &asked, &near, now), Decision::Wait | Decision::NobodyLeft))
}

async fn asked(db: &impl ConnectionTrait, id: i64) -> Result<Vec<responder_in_range::Model>, Error> {
    Ok(responder_in_range::Entity::find()
        .filter(responder_in_range::Column::CalloutId.eq(id))
        .order_by_asc(responder_in_range::Column::Id)
        .all(db)
        .await?)
}

/// Goes on with one callout as far as it goes now: notes who is near, and rings, passes over or sends.
pub(crate) async fn step(
    transaction: &impl ConnectionTrait,
    id: i64,
    config: &Config,
    now: i64,
) -> Result<(), Error> {
    loop {
        let callout = flow::find(transaction, id).await?;
        if !needs_somebody(&callout) {
            return Ok(());
        }
        let near = near::candidates(transaction, &callout, config).await?;
        note_near(transaction, &callout, &near, now).await?;
        let asked = asked(transaction, id).await?;
        match decide(&callout, &asked, &near, now) {
            Decision::Wait | Decision::NobodyLeft => return Ok(()),
            Decision::PassOver(row) => {
                let name = decline(transaction, row, now).await?;
                tell(transaction, id, format!("{name} did not answer within 20 seconds."), now).await?;
            }
            Decision::Ring(candidate) => {
                let name = ring(transaction, id, candidate, now).await?;
                tell(transaction, id, format!("{name} was rung."), now).await?;
            }
            Decision::Send(row) => {
                let row = find_row(transaction, row).await?;
                let sent =
                    send_responder(transaction, &callout, row.responder_id, &Actor::system(), now).await?;
                if let Err(busy) = sent {
                    // They accepted, but were sent elsewhere since: the next one is asked.
                    retract(transaction, row, now).await?;
                    tell(transaction, id, busy, now).await?;
                }
            }
        }
    }
}

async fn tell(transaction: &impl ConnectionTrait, id: i64, body: String, now: i64) -> Result<(), Error> {
    Happening::new(EventType::RESPONDER, body).of(transaction, id, &Actor::system(), now).await
}

async fn find_row(db: &impl ConnectionTrait, id: i64) -> Result<responder_in_range::Model, Error> {
    responder_in_range::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or_else(|| Error::internal("who was asked has vanished"))
}

/// Keeps who was found near, each once.
async fn note_near(
    transaction: &impl ConnectionTrait,
    callout: &callout::Model,
    near: &[Candidate],
    now: i64,
) -> Result<(), Error> {
    let known = asked(transaction, callout.id).await?;
    let new = near.iter().filter(|one| known.iter().all(|row| row.responder_id != one.responder_id));
    for candidate in new {
        responder_in_range::ActiveModel {
            callout_id: Set(callout.id),
            responder_id: Set(candidate.responder_id),
            supplier_id: Set(candidate.supplier_id),
            requested: Set(false),
            requested_at: Set(None),
            declined: Set(false),
            acknowledged: Set(false),
            distance: Set(candidate.distance),
            duration: Set(candidate.duration),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        }
        .insert(transaction)
        .await?;
    }
    Ok(())
}

async fn ring(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    candidate: Candidate,
    now: i64,
) -> Result<String, Error> {
    use responder_in_range::Column;
    responder_in_range::Entity::update_many()
        .filter(Column::CalloutId.eq(callout_id))
        .filter(Column::ResponderId.eq(candidate.responder_id))
        .col_expr(Column::Requested, Expr::value(true))
        .col_expr(Column::RequestedAt, Expr::value(now))
        .col_expr(Column::Distance, Expr::value(candidate.distance))
        .col_expr(Column::Duration, Expr::value(candidate.duration))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .exec(transaction)
        .await?;
    name_of(transaction, candidate.responder_id).await
}

async fn decline(transaction: &impl ConnectionTrait, row: i64, now: i64) -> Result<String, Error> {
    let row = find_row(transaction, row).await?;
    let responder_id = row.responder_id;
    let mut row = row.into_active_model();
    row.declined = Set(true);
    row.updated_at = Set(now);
    row.update(transaction).await?;
    name_of(transaction, responder_id).await
}

async fn retract(
    transaction: &impl ConnectionTrait,
    row: responder_in_range::Model,
    now: i64,
) -> Result<(), Error> {
    let mut row = row.into_active_model();
    row.retracted_at = Set(Some(now));
    row.updated_at = Set(now);
    row.update(transaction).await?;
    Ok(())
}

async fn name_of(db: &impl ConnectionTrait, responder_id: i64) -> Result<String, Error> {
    let row = responder::Entity::find_by_id(responder_id).one(db).await?;
    Ok(row.map_or_else(|| "A responder".to_owned(), |row| full_name(&row)))
}

/// What a responder who was rung says. 409 when they are not being rung for this callout, or not any more.
pub(crate) async fn answer(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    responder_id: i64,
    accepts: bool,
    config: &Config,
    now: i64,
) -> Result<(), Error> {
    use responder_in_range::Column;
    let name = name_of(transaction, responder_id).await?;
    let column = if accepts { Column::Acknowledged } else { Column::Declined };
    let callout = flow::find(transaction, callout_id).await?;
    let changed = responder_in_range::Entity::update_many()
        .filter(Column::CalloutId.eq(callout_id))
        .filter(Column::ResponderId.eq(responder_id))
        .filter(Column::Requested.eq(true))
        .filter(Column::Declined.eq(false))
        .filter(Column::Acknowledged.eq(false))
        .filter(Column::RetractedAt.is_null())
        .filter(Column::RequestedAt.gt(now - SILENCE))
        .col_expr(column, Expr::value(true))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .exec(transaction)
        .await?;
    if changed.rows_affected == 0 || !needs_somebody(&callout) {
        return Err(Error::conflict(format!(
            "{name} is not being rung for this callout now, which is \"{}\".",
            callout.status
        )));
    }
    let body = if accepts { format!("{name} accepted.") } else { format!("{name} declined.") };
    tell(transaction, callout_id, body, now).await?;
    flow::update(callout_id, &Actor::system(), now).exec(transaction).await?;
    step(transaction, callout_id, config, now).await
}
