//! Dispatching, arrival, and calling back.

use axum::extract::State;
use sea_orm::sea_query::Expr;
use wire::control::{ControlCallout, Dispatch};
use wire::status::CalloutStatus;

use crate::auth::caller::Controller;
use crate::auth::control_scope::ControlScope;
use crate::callouts::events::NewCalloutEvent;
use crate::callouts::transition;
use crate::control::act::ControlAction;
use crate::dispatch;
use crate::routes::control::take::see;
use crate::state::AppState;
use database::entity::callout::Column;
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Id;

/// Dispatches a responder, who is then tracked, or a supplier, who was rung by hand. Also acknowledges the callout.
#[utoipa::path(post, path = "/api/control/callouts/{id}/dispatch", tag = "control", params(("id" = i64, Path)),
    request_body(content = Dispatch, description = "responderId or supplierId"),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 400), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "A responder is on the way already, or this one is not free")))]
pub(crate) async fn dispatch_callout(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
    JsonBody(order): JsonBody<Dispatch>,
) -> Result<axum::Json<ControlCallout>, Error> {
    let act = ControlAction::begin_open(&state, &controller, id).await?;
    let serving = ControlScope::of_callout(act.db(), &act.callout).await?;
    see(&act).await?;
    match order {
        Dispatch::Responder(responder_id) => {
            let known = serving.find_responder(act.db(), responder_id.0).await;
            known.map_err(|error| {
                absent(error, || format!("responderId: there is no responder {responder_id}."))
            })?;
            dispatch::send_responder(
                act.db(),
                &act.callout,
                responder_id.0,
                &act.actor,
                &state.config,
                act.now,
            )
            .await?
            .map_err(Error::conflict)?;
        }
        Dispatch::Supplier(supplier_id) => {
            let row = serving.find_supplier(act.db(), supplier_id.0).await.map_err(|error| {
                absent(error, || format!("supplierId: there is no supplier {supplier_id}."))
            })?;
            dispatch::send_supplier(act.db(), &act.callout, &row, &act.actor, act.now).await?;
        }
    }
    act.done(&state).await
}

/// 400 instead of 404 for a resource that a body names.
fn absent(error: Error, message: impl FnOnce() -> String) -> Error {
    match error {
        Error::NotFound => Error::bad_request(message()),
        other => other,
    }
}

/// Records the arrival of the responder.
#[utoipa::path(post, path = "/api/control/callouts/{id}/arrive", tag = "control", params(("id" = i64, Path)),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 401), (status = 403), (status = 404), (status = 409, description = "No responder is on the way")))]
pub(crate) async fn arrive_callout(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
) -> Result<axum::Json<ControlCallout>, Error> {
    let act = ControlAction::begin(&state, &controller, id).await?;
    let update = act
        .update()
        .col_expr(Column::ResponderArrivedAt, Expr::value(act.now))
        .col_expr(Column::DetailUpdatedAt, Expr::value(act.now));
    transition::advance(act.db(), id, CalloutStatus::ResponderArrived, update).await?;
    dispatch::arrived(act.db(), &act.callout, act.now).await?;
    NewCalloutEvent::status(CalloutStatus::ResponderArrived, "The responder is there.")
        .insert(act.db(), id, &act.actor, act.now)
        .await?;
    act.done(&state).await
}

/// Calls the responder back. The dispatch is cleared; its events are kept. If a responder is still needed, the next nearest is
/// rung.
#[utoipa::path(post, path = "/api/control/callouts/{id}/cancel-response", tag = "control", params(("id" = i64, Path)),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 401), (status = 403), (status = 404), (status = 409, description = "No responder is on the way or has arrived")))]
pub(crate) async fn cancel_response(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
) -> Result<axum::Json<ControlCallout>, Error> {
    let act = ControlAction::begin(&state, &controller, id).await?;
    let (no_number, no_text): (Option<i64>, Option<String>) = (None, None);
    let update = act
        .update()
        .col_expr(Column::ResponderId, Expr::value(no_number))
        .col_expr(Column::SupplierId, Expr::value(no_number))
        .col_expr(Column::ResponderCompany, Expr::value(no_text.clone()))
        .col_expr(Column::ResponderDispatched, Expr::value(false))
        .col_expr(Column::ResponderDispatchedAt, Expr::value(no_number))
        .col_expr(Column::ResponderArrivedAt, Expr::value(no_number))
        .col_expr(Column::Route, Expr::value(no_text))
        .col_expr(Column::DetailUpdatedAt, Expr::value(act.now));
    transition::advance(act.db(), id, CalloutStatus::ResponderCancelled, update).await?;
    dispatch::free_responder(act.db(), id, act.now).await?;
    dispatch::call_back_others(act.db(), id, None, act.now).await?;
    NewCalloutEvent::status(CalloutStatus::ResponderCancelled, "The response was cancelled.")
        .insert(act.db(), id, &act.actor, act.now)
        .await?;
    crate::dispatch::step::step(act.db(), id, &state.config, act.now).await?;
    act.done(&state).await
}
