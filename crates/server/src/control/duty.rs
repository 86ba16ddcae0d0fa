//! `/api/control/duty`: who is on duty, that is, has confirmed a shift and listens for alarms. Nobody on duty is known to the
//! server: it is published, counted, written into the callout, and staff are notified.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Set};
use wire::control::{Duty, NewShift, OnDuty, SHIFT_HOURS, Uncovered};
use wire::id::UserId;
use wire::time::Timestamp;

use crate::control_scope::ControlScope;
use crate::state::{AppState, Change};
use crate::viewer::Controller;
use database::entity::{controller_shift, customer};
use database::sql::Sql;
use web::error::Error;
use web::json::JsonBody;

/// Whoever was not heard for so long does not listen any more. A stream says that it listens every four seconds.
const LISTENS_FOR: i64 = 15_000;

/// Who is on duty.
#[utoipa::path(get, path = "/api/control/duty", tag = "control",
    responses((status = 200, description = "onDuty, uncovered, nobody"), (status = 401), (status = 403)))]
pub(super) async fn get_duty(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
) -> Result<Json<Duty>, Error> {
    Ok(Json(duty(&*state.db, &scope, state.now()).await?))
}

/// Begins a shift, or changes when it ends.
#[utoipa::path(post, path = "/api/control/duty", tag = "control",
    request_body(content = serde_json::Value, description = "until: when the shift ends, within 24 hours",
        example = json!({ "until": "2026-01-05T20:00:00.000Z" })),
    responses((status = 200, description = "onDuty, uncovered, nobody"), (status = 400), (status = 401), (status = 403)))]
pub(super) async fn start_shift(
    State(state): State<AppState>,
    Controller { viewer, scope }: Controller,
    JsonBody(new): JsonBody<NewShift>,
) -> Result<Json<Duty>, Error> {
    let (now, until) = (state.now(), new.until.millis());
    if until <= now || until > now + SHIFT_HOURS * 3_600_000 {
        return Err(Error::bad_request("until: write a time within the next 24 hours."));
    }
    let row = controller_shift::ActiveModel {
        user_id: Set(viewer.user.id),
        started_at: Set(now),
        ends_at: Set(until),
        listened_at: Set(0),
    };
    let keep = OnConflict::column(controller_shift::Column::UserId)
        .update_column(controller_shift::Column::EndsAt)
        .to_owned();
    let transaction = state.write().await?;
    controller_shift::Entity::insert(row).on_conflict(keep).exec_without_returning(&*transaction).await?;
    transaction.commit().await?;
    state.tell(Change::Duty);
    Ok(Json(duty(&*state.db, &scope, now).await?))
}

/// Ends the shift.
#[utoipa::path(delete, path = "/api/control/duty", tag = "control",
    responses((status = 204, description = "Off duty"), (status = 401), (status = 403)))]
pub(super) async fn end_shift(
    State(state): State<AppState>,
    Controller { viewer, .. }: Controller,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    controller_shift::Entity::delete_by_id(&viewer.user.id).exec(&*transaction).await?;
    transaction.commit().await?;
    state.tell(Change::Duty);
    Ok(StatusCode::NO_CONTENT)
}

/// Notes that a page of this controller listens, while they have a shift.
pub(super) async fn note_listening(state: &AppState, user_id: &str) -> Result<(), Error> {
    let now = state.now();
    let shift = controller_shift::Entity::find_by_id(user_id).one(&*state.db).await?;
    let Some(shift) = shift.filter(|shift| shift.ends_at > now && shift.listened_at < now) else {
        return Ok(());
    };
    let transaction = state.write().await?;
    controller_shift::Entity::update_many()
        .col_expr(controller_shift::Column::ListenedAt, sea_orm::sea_query::Expr::value(now))
        .filter(controller_shift::Column::UserId.eq(user_id))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    if now - shift.listened_at >= LISTENS_FOR {
        state.tell(Change::Duty);
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Shift {
    id: String,
    name: String,
    ends_at: i64,
    listened_at: i64,
    organisation_id: i64,
}

/// The shifts that go on, once for each organisation that the controller serves.
async fn shifts(db: &impl ConnectionTrait, now: i64) -> Result<Vec<Shift>, Error> {
    let mut sql =
        Sql::new("SELECT u.id, u.name, s.ends_at, s.listened_at, o.organisation_id FROM controller_shift s ");
    sql.push("JOIN \"user\" u ON u.id = s.user_id AND u.active = TRUE AND u.role = 'controller' ");
    sql.push("JOIN controller_organisation o ON o.user_id = u.id WHERE s.ends_at > ").bind(now);
    Ok(sql.push(" ORDER BY u.name, u.id, o.organisation_id").all(db).await?)
}

/// Who is on duty for the organisations of a controller.
pub(super) async fn duty(db: &impl ConnectionTrait, scope: &ControlScope, now: i64) -> Result<Duty, Error> {
    let listens = |shift: &Shift| now - shift.listened_at < LISTENS_FOR;
    let mut shifts = shifts(db, now).await?;
    shifts.retain(|shift| scope.contains(shift.organisation_id));
    let mut uncovered = customer::Entity::find().order_by_asc(customer::Column::Id).all(db).await?;
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

/// Whether somebody on duty listens for the alarms of this organisation.
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

/// Measures who is on duty, and for how many organisations nobody is.
pub(crate) async fn measure(state: AppState) -> Result<(), Error> {
    let duty = duty(&*state.db, &ControlScope::Every, state.now()).await?;
    let listening = duty.on_duty.iter().filter(|one| one.listening).count();
    let gauge = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    metrics::gauge!("controllers_on_duty").set(gauge(listening));
    metrics::gauge!("organisations_without_controller").set(gauge(duty.uncovered.len()));
    Ok(())
}
