//! The end of a callout: completed, closed, or stood down because the customer confirmed that nobody needs to come.

use axum::extract::State;
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;
use wire::control::{ControlCallout, StandDown};
use wire::event::EventType;
use wire::incident::{INCIDENT_DETAILS_LIMIT, Outcome};
use wire::invisible::is_blank;
use wire::message::COMMENT_LIMIT;
use wire::status::CalloutStatus;

use crate::auth::caller::Controller;
use crate::callouts::events::NewCalloutEvent;
use crate::callouts::transition;
use crate::callouts::transition::Update;
use crate::context::Context;
use crate::control::act::ControlAction;
use crate::dispatch;
use crate::state::AppState;
use database::entity::callout::Column;
use database::entity::incident_category;
use web::error::Error;
use web::json::OptionalJsonBody;
use web::parameters::Id;

/// The responder has finished; what they found is recorded.
#[utoipa::path(post, path = "/api/control/callouts/{id}/complete", tag = "control", params(("id" = i64, Path)),
    request_body(content = Option<Outcome>, description = "incidentDetails, anyInjuries, customerHappy, followUpRequired, situationNeutral, incidentCategoryId; all optional"),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "No responder has arrived")))]
pub(crate) async fn complete_callout(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
    OptionalJsonBody(outcome): OptionalJsonBody<Outcome>,
) -> Result<axum::Json<ControlCallout>, Error> {
    let written = |update: Update, act: &ControlAction| {
        update.col_expr(Column::ResponderCompletedAt, Expr::value(act.now))
    };
    finish(&state, &controller, id, outcome, CalloutStatus::ResponderCompleted, written).await
}

/// Closes the callout: it cannot be changed any more, and the phone stops sending its location.
#[utoipa::path(post, path = "/api/control/callouts/{id}/close", tag = "control", params(("id" = i64, Path)),
    request_body(content = Option<Outcome>, description = "incidentDetails, anyInjuries, customerHappy, followUpRequired, situationNeutral, incidentCategoryId; all optional"),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed already")))]
pub(crate) async fn close_callout(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
    OptionalJsonBody(outcome): OptionalJsonBody<Outcome>,
) -> Result<axum::Json<ControlCallout>, Error> {
    let written = |update: Update, act: &ControlAction| {
        update
            .col_expr(Column::ResolvedAt, Expr::value(act.now))
            .col_expr(Column::DetailUpdatedBy, Expr::value(act.actor.email.clone()))
    };
    finish(&state, &controller, id, outcome, CalloutStatus::Closed, written).await
}

/// Either end of a callout; `written` adds the fields that only this one sets.
async fn finish(
    state: &Context,
    controller: &Controller,
    id: i64,
    outcome: Outcome,
    status: CalloutStatus,
    written: impl FnOnce(Update, &ControlAction) -> Update,
) -> Result<axum::Json<ControlCallout>, Error> {
    check_length("incidentDetails", outcome.incident_details.as_deref(), INCIDENT_DETAILS_LIMIT)?;
    let act = ControlAction::begin(state, controller, id).await?;
    let update = record(&act, act.update(), outcome).await?;
    let sentence = match status {
        CalloutStatus::Closed => "The control room closed it.",
        _ => "The responder has finished.",
    };
    transition::advance(act.db(), id, status.clone(), written(update, &act)).await?;
    dispatch::release(act.db(), id, act.now).await?;
    NewCalloutEvent::status(status, sentence).insert(act.db(), id, &act.actor, act.now).await?;
    act.done(state).await
}

/// The customer confirmed that nobody needs to come: the end of a soft cancel. No responder is rung any more; one on the way is
/// called back with `cancel-response`.
#[utoipa::path(post, path = "/api/control/callouts/{id}/stand-down", tag = "control", params(("id" = i64, Path)),
    request_body(content = Option<StandDown>, description = "note, optional"),
    responses((status = 200, description = "The callout", body = ControlCallout), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed")))]
pub(crate) async fn stand_down_callout(
    State(state): State<AppState>,
    controller: Controller,
    Id(id): Id,
    OptionalJsonBody(body): OptionalJsonBody<StandDown>,
) -> Result<axum::Json<ControlCallout>, Error> {
    check_length("note", body.note.as_deref(), COMMENT_LIMIT)?;
    let act = ControlAction::begin_open(&state, &controller, id).await?;
    let update = act.update().col_expr(Column::DispatchRequired, Expr::value(false));
    transition::while_open(act.db(), id, update).await?;
    dispatch::call_back_others(act.db(), id, act.callout.responder_id, act.now).await?;
    let sentence = match body.note.as_deref().map(str::trim).filter(|note| !is_blank(note)) {
        Some(note) => format!("Nobody has to come: {note}"),
        None => "Nobody has to come.".to_owned(),
    };
    NewCalloutEvent::new(EventType::CONTROL, sentence).insert(act.db(), id, &act.actor, act.now).await?;
    act.done(&state).await
}

/// Adds the given fields of the outcome to the update; omitted ones stay unchanged.
async fn record(act: &ControlAction, update: Update, outcome: Outcome) -> Result<Update, Error> {
    let mut update = update.col_expr(Column::DetailUpdatedAt, Expr::value(act.now));
    if let Some(id) = outcome.incident_category_id {
        if incident_category::Entity::find_by_id(id.0).one(act.db()).await?.is_none() {
            return Err(Error::bad_request(format!(
                "incidentCategoryId: there is no category {id}; see /api/control/incident-categories."
            )));
        }
        update = update.col_expr(Column::IncidentCategoryId, Expr::value(id.0));
    }
    if let Some(text) = outcome.incident_details {
        update = update.col_expr(Column::IncidentDetails, Expr::value(text));
    }
    for (column, answer) in [
        (Column::AnyInjuries, outcome.any_injuries),
        (Column::ResidentHappy, outcome.customer_happy),
        (Column::FollowUpRequired, outcome.follow_up_required),
        (Column::SituationNeutral, outcome.situation_neutral),
    ] {
        if let Some(answer) = answer {
            update = update.col_expr(column, Expr::value(answer));
        }
    }
    Ok(update)
}

/// 400 if a text is too long.
pub(crate) fn check_length(field: &str, text: Option<&str>, most: usize) -> Result<(), Error> {
    let length = text.map_or(0, |text| text.chars().count());
    if length > most {
        return Err(Error::bad_request(format!(
            "{field}: use at most {most} characters; this has {length}."
        )));
    }
    Ok(())
}
