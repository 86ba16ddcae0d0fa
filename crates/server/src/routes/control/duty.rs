//! `/api/control/duty`: who is on duty, that is, has confirmed a shift and has a page open. If nobody is on duty, the server
//! publishes it, counts it, records it in the callout, and notifies staff.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use wire::control::{Duty, NewShift, SHIFT_HOURS};

use crate::auth::caller::Controller;
use crate::context::{Change, Context};
use crate::control::duty::{LISTENS_FOR, duty};
use crate::state::AppState;
use database::entity::controller_shift;
use web::error::Error;
use web::json::JsonBody;

/// Who is on duty.
#[utoipa::path(get, path = "/api/control/duty", tag = "control",
    responses((status = 200, description = "onDuty, uncovered, nobody", body = Duty), (status = 401), (status = 403)))]
pub(crate) async fn get_duty(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
) -> Result<Json<Duty>, Error> {
    Ok(Json(duty(&*state.db, &scope, state.now()).await?))
}

/// Begins a shift, or changes its end.
#[utoipa::path(post, path = "/api/control/duty", tag = "control",
    request_body(content = NewShift, description = "until: when the shift ends, within 24 hours",
        example = json!({ "until": "2026-01-05T20:00:00.000Z" })),
    responses((status = 200, description = "onDuty, uncovered, nobody", body = Duty), (status = 400), (status = 401), (status = 403)))]
pub(crate) async fn start_shift(
    State(state): State<AppState>,
    Controller { person, scope }: Controller,
    JsonBody(new): JsonBody<NewShift>,
) -> Result<Json<Duty>, Error> {
    let (now, until) = (state.now(), new.until.millis());
    if until <= now || until > now + SHIFT_HOURS * 3_600_000 {
        return Err(Error::bad_request("until: use a time within the next 24 hours."));
    }
    let row = controller_shift::ActiveModel {
        user_id: Set(person.user.id),
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
    state.publish(Change::Duty);
    Ok(Json(duty(&*state.db, &scope, now).await?))
}

/// Ends the shift.
#[utoipa::path(delete, path = "/api/control/duty", tag = "control",
    responses((status = 204, description = "Off duty"), (status = 401), (status = 403)))]
pub(crate) async fn end_shift(
    State(state): State<AppState>,
    Controller { person, .. }: Controller,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    controller_shift::Entity::delete_by_id(&person.user.id).exec(&*transaction).await?;
    transaction.commit().await?;
    state.publish(Change::Duty);
    Ok(StatusCode::NO_CONTENT)
}

/// Records that a page of this controller is connected, during a shift.
pub(crate) async fn note_listening(state: &Context, user_id: &str) -> Result<(), Error> {
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
        state.publish(Change::Duty);
    }
    Ok(())
}
