//! Messages to the resident, and attempts to ring them.

use axum::extract::State;
use sea_orm::{ActiveModelTrait, Set};
use wire::control::{ControlCallout, Phoned, Reply};
use wire::event::EventType;
use wire::invisible::is_blank;
use wire::message::COMMENT_LIMIT;
use wire::sender::phone;

use crate::auth::caller::Controller;
use crate::callouts::events::NewCalloutEvent;
use crate::callouts::transition;
use crate::control::act::ControlAction;
use crate::routes::control::finish::check_length;
use crate::state::AppState;
use database::entity::number_phoned;
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Id;

/// Sends a message to the resident.
#[utoipa::path(post, path = "/api/control/callouts/{id}/reply", tag = "control", params(("id" = i64, Path)),
    request_body(content = Reply, description = "message, 1 to 2000 characters"),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed")))]
pub(crate) async fn reply_callout(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
    JsonBody(reply): JsonBody<Reply>,
) -> Result<axum::Json<ControlCallout>, Error> {
    let act = ControlAction::begin_open(&state, &controller, id).await?;
    transition::while_open(act.db(), id, act.update()).await?;
    NewCalloutEvent::new(EventType::MESSAGE, reply.as_str())
        .insert(act.db(), id, &act.actor, act.now)
        .await?;
    act.done(&state).await
}

/// Records an attempt to ring the resident.
#[utoipa::path(post, path = "/api/control/callouts/{id}/phoned", tag = "control", params(("id" = i64, Path)),
    request_body(content = Phoned, description = "number, answered, note"),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed")))]
pub(crate) async fn phone_callout(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
    JsonBody(phoned): JsonBody<Phoned>,
) -> Result<axum::Json<ControlCallout>, Error> {
    let number = phone::dialable(&phoned.number)
        .map_err(|_| Error::bad_request("number: enter a telephone number such as +44 7700 900123."))?;
    check_length("note", phoned.note.as_deref(), COMMENT_LIMIT)?;
    let act = ControlAction::begin_open(&state, &controller, id).await?;
    transition::while_open(act.db(), id, act.update()).await?;
    number_phoned::ActiveModel {
        callout_id: Set(id),
        number: Set(number),
        answered: Set(phoned.answered),
        note: Set(phoned.note.filter(|note| !is_blank(note))),
        phoned_by: Set(act.actor.email.clone()),
        created_at: Set(act.now),
        ..Default::default()
    }
    .insert(act.db())
    .await?;
    let sentence = if phoned.answered {
        "The control room rang and somebody answered."
    } else {
        "The control room rang and nobody answered."
    };
    NewCalloutEvent::new(EventType::CONTROL, sentence).insert(act.db(), id, &act.actor, act.now).await?;
    act.done(&state).await
}
