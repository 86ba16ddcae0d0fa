//! Controllers on duty.

use sea_orm::QueryOrder;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};
use wire::control::{Duty, OnDuty, Uncovered};
use wire::id::UserId;
use wire::time::Timestamp;

use crate::auth::control_scope::ControlScope;
use crate::context::Context;
use database::entity::organisation;
use database::sql::Sql;
use web::error::Error;

/// A controller whose page was silent for this many milliseconds does not receive alarms any more. An event stream reports every
/// four seconds.
pub(crate) const LISTENS_FOR: i64 = 15_000;

#[derive(FromQueryResult)]
pub(crate) struct Shift {
    id: String,
    name: String,
    ends_at: i64,
    listened_at: i64,
    organisation_id: i64,
}

/// The current shifts, one for each organisation that the controller serves.
pub(crate) async fn shifts(db: &impl ConnectionTrait, now: i64) -> Result<Vec<Shift>, Error> {
    let mut sql =
        Sql::new("SELECT u.id, u.name, s.ends_at, s.listened_at, o.organisation_id FROM controller_shift s ");
    sql.push("JOIN \"user\" u ON u.id = s.user_id AND u.active = TRUE AND u.role = 'controller' ");
    sql.push("JOIN controller_organisation o ON o.user_id = u.id WHERE s.ends_at > ").bind(now);
    Ok(sql.push(" ORDER BY u.name, u.id, o.organisation_id").all(db).await?)
}

/// Who is on duty for the organisations of a controller.
pub(crate) async fn duty(db: &impl ConnectionTrait, scope: &ControlScope, now: i64) -> Result<Duty, Error> {
    let listens = |shift: &Shift| now - shift.listened_at < LISTENS_FOR;
    let mut shifts = shifts(db, now).await?;
    shifts.retain(|shift| scope.contains(shift.organisation_id));
    let mut uncovered = organisation::Entity::find().order_by_asc(organisation::Column::Id).all(db).await?;
    uncovered.retain(|row| {
        let covered = shifts.iter().any(|shift| shift.organisation_id == row.id && listens(shift));
        scope.contains(row.id) && !covered
    });
    shifts.dedup_by(|one, other| one.id == other.id);
    Ok(Duty {
        nobody: !uncovered.is_empty(),
        uncovered: uncovered.into_iter().map(|row| Uncovered { id: row.id, name: row.name }).collect(),
        on_duty: shifts
            .into_iter()
            .map(|shift| OnDuty {
                listening: listens(&shift),
                id: UserId(shift.id),
                name: shift.name,
                until: Timestamp::from_millis(shift.ends_at),
            })
            .collect(),
    })
}

/// Whether a controller on duty receives the alarms of this organisation.
pub(crate) async fn is_covered(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    now: i64,
) -> Result<bool, Error> {
    let scope = ControlScope::organisation(organisation_id);
    let shifts = shifts(db, now).await?;
    Ok(shifts
        .iter()
        .any(|shift| scope.contains(shift.organisation_id) && now - shift.listened_at < LISTENS_FOR))
}

/// Measures how many controllers are on duty, and how many organisations have none.
pub(crate) async fn measure(state: Context) -> Result<(), Error> {
    let duty = duty(&*state.db, &ControlScope::Every, state.now()).await?;
    let listening = duty.on_duty.iter().filter(|one| one.listening).count();
    let gauge = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    metrics::gauge!("controllers_on_duty").set(gauge(listening));
    metrics::gauge!("organisations_without_controller").set(gauge(duty.uncovered.len()));
    Ok(())
}
