//! Taking charge of a callout: acknowledging, owning, verifying, or handing it to the simulator. Repeating one of them has no
//! further effect.

use axum::extract::State;
use sea_orm::sea_query::Expr;
use wire::control::{ControlCallout, Switch};
use wire::event::EventType;
use wire::label::isolated;

use crate::auth::caller::Controller;
use crate::callouts::acknowledge::acknowledge;
use crate::callouts::events::NewCalloutEvent;
use crate::callouts::transition;
use crate::control::act::ControlAction;
use crate::state::AppState;
use database::entity::callout::Column;
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Id;

/// Acknowledges the alarm. A responder who has accepted is sent now.
#[utoipa::path(post, path = "/api/control/callouts/{id}/acknowledge", tag = "control", params(("id" = i64, Path)),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed")))]
pub(crate) async fn acknowledge_callout(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
) -> Result<axum::Json<ControlCallout>, Error> {
    let act = ControlAction::begin_open(&state, &controller, id).await?;
    see(&act).await?;
    crate::dispatch::step::step(act.db(), id, &state.config, act.now).await?;
    act.done(&state).await
}

/// Acknowledges the alarm once, and again after the resident has pressed again.
pub(crate) async fn see(act: &ControlAction) -> Result<(), Error> {
    let words = "The control room has seen it.";
    acknowledge(act.db(), &act.callout, &act.actor, words, act.now).await.map(drop)
}

/// Takes charge of the callout, instead of the previous controller.
#[utoipa::path(post, path = "/api/control/callouts/{id}/own", tag = "control", params(("id" = i64, Path)),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed")))]
pub(crate) async fn own_callout(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
) -> Result<axum::Json<ControlCallout>, Error> {
    let act = ControlAction::begin_open(&state, &controller, id).await?;
    if act.callout.owned_by != act.actor.email {
        let update = act
            .update()
            .col_expr(Column::Owned, Expr::value(true))
            .col_expr(Column::OwnedBy, Expr::value(act.actor.email.clone()))
            .col_expr(Column::OwnedAt, Expr::value(act.now));
        transition::while_open(act.db(), id, update).await?;
        let event = format!("{} looks after it.", isolated(&controller.person.user.name));
        NewCalloutEvent::new(EventType::CONTROL, event).insert(act.db(), id, &act.actor, act.now).await?;
    }
    act.done(&state).await
}

/// Verifies that the alarm is genuine. After this, responders are rung for a test, too.
#[utoipa::path(post, path = "/api/control/callouts/{id}/verify", tag = "control", params(("id" = i64, Path)),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed")))]
pub(crate) async fn verify_callout(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
) -> Result<axum::Json<ControlCallout>, Error> {
    let act = ControlAction::begin_open(&state, &controller, id).await?;
    if !act.callout.verified {
        let update = act
            .update()
            .col_expr(Column::Verified, Expr::value(true))
            .col_expr(Column::VerifiedBy, Expr::value(act.actor.email.clone()))
            .col_expr(Column::VerifiedAt, Expr::value(act.now));
        transition::while_open(act.db(), id, update).await?;
        let event = NewCalloutEvent::new(EventType::CONTROL, "The control room has verified it.");
        event.insert(act.db(), id, &act.actor, act.now).await?;
    }
    crate::dispatch::step::step(act.db(), id, &state.config, act.now).await?;
    act.done(&state).await
}

/// Lets the simulator take the controller's steps of this callout, or stops it.
#[utoipa::path(post, path = "/api/control/callouts/{id}/automatic", tag = "control", params(("id" = i64, Path)),
    request_body(content = Switch, description = "on"),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed")))]
pub(crate) async fn switch_automatic(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
    JsonBody(switch): JsonBody<Switch>,
) -> Result<axum::Json<ControlCallout>, Error> {
    let act = ControlAction::begin_open(&state, &controller, id).await?;
    if act.callout.automatic != switch.on {
        let update = act.update().col_expr(Column::Automatic, Expr::value(switch.on));
        transition::while_open(act.db(), id, update).await?;
        let event =
            if switch.on { "The simulator takes the next steps." } else { "The simulator takes no steps." };
        NewCalloutEvent::new(EventType::CONTROL, event).insert(act.db(), id, &act.actor, act.now).await?;
    }
    act.done(&state).await
}
