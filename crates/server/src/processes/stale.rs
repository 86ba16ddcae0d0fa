//! Detects stalled processes and undecided notifications. The officer and the manager are notified once, on their trays and
//! devices, or by e-mail if they have no device.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wire::plural::counted;
use wire::session::Role;
use wire::target_type::TargetType;

use super::{CLOSED, DAY};
use crate::context::{Change, Context};
use crate::notifications;
use crate::notifications::{Audience, ServerNotification};
use crate::processes::thresholds::{NOTIFICATION, Thresholds};
use database::entity::{notification, process};
use web::error::Error;

/// The shortest possible threshold.
const SHORTEST: i64 = DAY;

/// The most rows of one run.
const AT_ONCE: u64 = 500;

/// Notifies of everything that is stalled and was not notified yet.
pub async fn remind_of_stale(state: Context) -> Result<(), Error> {
    let mut thresholds: HashMap<i64, Thresholds> = HashMap::new();
    let before = state.now() - SHORTEST;
    let processes = process::Entity::find()
        .filter(process::Column::RemindedAt.is_null())
        .filter(process::Column::State.ne(CLOSED))
        .filter(process::Column::UpdatedAt.lte(before))
        .order_by_asc(process::Column::UpdatedAt)
        .limit(AT_ONCE)
        .all(&*state.db)
        .await?;
    for row in processes {
        let allowed = of(&*state.db, &mut thresholds, row.organisation_id).await?.millis(&row.kind);
        if row.updated_at + allowed <= state.now() {
            let id = row.id.clone();
            log_failure(remind_of_process(&state, row).await, &id);
        }
    }
    let decisions = notification::Entity::find()
        // Written in full so that the partial index on undecided notifications is used.
        .filter(Expr::cust("decided = FALSE"))
        .filter(notification::Column::RequireAction.eq(true))
        .filter(notification::Column::RemindedAt.is_null())
        .filter(notification::Column::DeletedAt.is_null())
        .filter(notification::Column::ErasedAt.is_null())
        .filter(notification::Column::ArrivesAt.is_null())
        .filter(notification::Column::TouchedAt.lte(before))
        .order_by_asc(notification::Column::TouchedAt)
        .limit(AT_ONCE)
        .all(&*state.db)
        .await?;
    for row in decisions {
        let allowed = of(&*state.db, &mut thresholds, row.organisation_id).await?.millis(NOTIFICATION);
        if row.touched_at + allowed <= state.now() {
            let id = row.id.clone();
            log_failure(remind_of_decision(&state, row).await, &id);
        }
    }
    Ok(())
}

/// A failure is retried in the next run, and does not delay the others.
fn log_failure(done: Result<(), Error>, id: &str) {
    if let Err(error) = done {
        tracing::error!(%error, id, "cannot create the notification of a stalled process or decision");
    }
}

async fn of<'a>(
    db: &impl ConnectionTrait,
    known: &'a mut HashMap<i64, Thresholds>,
    organisation_id: i64,
) -> Result<&'a Thresholds, Error> {
    use std::collections::hash_map::Entry;
    Ok(match known.entry(organisation_id) {
        Entry::Occupied(place) => place.into_mut(),
        Entry::Vacant(place) => place.insert(Thresholds::of(db, organisation_id).await?),
    })
}

async fn remind_of_process(state: &Context, row: process::Model) -> Result<(), Error> {
    let now = state.now();
    let transaction = state.write().await?;
    // It moved, or another server notified of it, since it was read.
    let claimed = process::Entity::update_many()
        .filter(process::Column::OrganisationId.eq(row.organisation_id))
        .filter(process::Column::Id.eq(&row.id))
        .filter(process::Column::UpdatedAt.eq(row.updated_at))
        .filter(process::Column::RemindedAt.is_null())
        .col_expr(process::Column::RemindedAt, Expr::value(now))
        .exec(&*transaction)
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(());
    }
    let days = (now - row.updated_at) / DAY;
    let message = format!(
        "Nothing has happened for {}: {} {} ({}), with {}.",
        counted("1 day|{count} days", days),
        row.kind.replace('-', " "),
        row.id,
        row.state,
        row.owner
    );
    let organisation_id = row.organisation_id;
    let audience = vec![
        Audience::Address { organisation_id, email: row.owner.clone() },
        Audience::Role { organisation_id, role: Role::Manager },
    ];
    let raise = ServerNotification {
        once: Some(format!("process:{organisation_id}:{}:{}", row.id, row.updated_at)),
        ..ServerNotification::new(
            organisation_id,
            TargetType::ThresholdPassed,
            row.id.clone(),
            message,
            audience.clone(),
        )
    };
    if let Some(id) = notifications::raise(&*transaction, state, raise).await? {
        notifications::reach(&*transaction, state, &id, &audience).await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(())
}

async fn remind_of_decision(state: &Context, row: notification::Model) -> Result<(), Error> {
    let now = state.now();
    let transaction = state.write().await?;
    let claimed = notification::Entity::update_many()
        .filter(notification::Column::Seq.eq(row.seq))
        .filter(notification::Column::TouchedAt.eq(row.touched_at))
        .filter(notification::Column::Decided.eq(false))
        .filter(notification::Column::RemindedAt.is_null())
        .col_expr(notification::Column::RemindedAt, Expr::value(now))
        .exec(&*transaction)
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(());
    }
    let days = (now - row.touched_at) / DAY;
    let title =
        row.target_type.clone().map(TargetType::from).and_then(|kind| kind.title()).unwrap_or("A decision");
    let what = row.message.as_deref().unwrap_or_default();
    let message = format!("Nobody has decided for {}: {title}. {what}", counted("1 day|{count} days", days));
    let organisation_id = row.organisation_id;
    let mut audience = notifications::staff_of(&*transaction, row.seq).await?;
    audience.push(Audience::Role { organisation_id, role: Role::Manager });
    let raise = ServerNotification {
        once: Some(format!("untouched:{}", row.id)),
        site_id: row.site_id,
        follow_on_url: Some(format!("/staff/tray/{}", row.id)),
        ..ServerNotification::new(
            organisation_id,
            TargetType::ThresholdPassed,
            row.id.clone(),
            message.trim(),
            audience.clone(),
        )
    };
    if let Some(id) = notifications::raise(&*transaction, state, raise).await? {
        notifications::reach(&*transaction, state, &id, &audience).await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(())
}
