//! `POST /api/notifications/{id}/visit`: a resident confirms a visit, or asks for another day. Until the visit they may say
//! otherwise; each answer is in the history, and asking for another day is put before whoever comes.

use axum::extract::{Path, Request, State};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};
use serde_json::Value;
use wire::notification::{HistoryAction, NewVisitAnswer, Notification, VisitChoice};
use wire::target_type::TargetType;

use super::audience::Audience;
use super::history::{By, Happening};
use super::raise::{Raise, raise};
use super::who::{Asker, Seen};
use super::{address, callback, present, tray};
use crate::error::Error;
use crate::json;
use crate::problem::{invalid, invalid_field};
use crate::state::{AppState, Change};
use crate::table::notification::{self, Column, Entity};
use crate::viewer::Viewer;

/// Says whether the visit suits.
#[utoipa::path(post, path = "/api/notifications/{id}/visit", tag = "notifications", params(("id" = String, Path)),
    request_body(content = serde_json::Value, description = "answer: confirmed or rearrange; note: when it would suit"),
    responses((status = 200, description = "The notification as it is now"), (status = 400), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "The visit is over"), (status = 422)))]
pub(super) async fn answer_visit(
    State(state): State<AppState>,
    asker: Asker,
    Path(id): Path<String>,
    request: Request,
) -> Result<axum::Json<Notification>, Error> {
    let viewer = asker.person()?;
    let asker = Asker::Person(viewer.clone());
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let answer = NewVisitAnswer::read(body).map_err(invalid)?;
    let now = state.now();
    let transaction = state.write().await?;
    let seen = asker.find(&*transaction, &id).await?;
    check(&seen, now)?;
    Entity::update_many()
        .filter(Column::Seq.eq(seen.row.seq))
        .col_expr(Column::VisitAnswer, Expr::value(answer.answer.as_str()))
        .col_expr(Column::VisitNote, Expr::value(answer.note.clone()))
        .col_expr(Column::VisitAt, Expr::value(now))
        .col_expr(Column::TouchedAt, Expr::value(now))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .exec(&*transaction)
        .await?;
    tray::touch(&*transaction, seen.row.seq).await?;
    if let Some(item) = &seen.item {
        tray::read(&*transaction, item.tray_id, item.seq, now).await?;
    }
    let action = match answer.answer {
        VisitChoice::Rearrange => HistoryAction::RearrangementAsked,
        _ => HistoryAction::VisitConfirmed,
    };
    let by = By::viewer(&viewer);
    Happening { notification_id: &id, at: now, made_at: None, by: &by, action, note: None }
        .write(&*transaction)
        .await?;
    tell_officer(&*transaction, &state, &seen.row, &viewer, &answer).await?;
    callback::enqueue_visit(&*transaction, &state, &seen.row, &answer).await?;
    transaction.commit().await?;
    state.tell(Change::Trays);
    let seen = asker.find(&*state.db, &id).await?;
    Ok(axum::Json(present::one(&*state.db, &asker, seen).await?))
}

fn check(seen: &Seen, now: i64) -> Result<(), Error> {
    if seen.row.target_type.as_deref() != Some(TargetType::VisitDue.as_str()) {
        return Err(invalid_field("answer", "this is no visit"));
    }
    if seen.item.as_ref().is_none_or(|item| item.as_sender) {
        return Err(Error::forbidden("Only whom the visit is for can answer."));
    }
    if seen.row.due_at.is_some_and(|due| due <= now) {
        return Err(Error::conflict("This visit is over. Ring us to arrange another one."));
    }
    Ok(())
}

/// The officer who comes is told; while nobody knows who that is, the officers of the site are.
async fn tell_officer(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    row: &notification::Model,
    viewer: &Viewer,
    answer: &NewVisitAnswer,
) -> Result<(), Error> {
    let customer_id = row.customer_id;
    let params: Value =
        row.personalisation.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let audience = match (params["officerEmail"].as_str(), row.site_id) {
        (Some(email), _) => address::person(transaction, customer_id, email).await?.audiences,
        (None, Some(site_id)) => vec![Audience::Patch(site_id)],
        (None, None) => vec![Audience::Team { customer_id, team: "housing".to_owned() }],
    };
    let name = &viewer.user.name;
    let message = match (&answer.answer, &answer.note) {
        (VisitChoice::Rearrange, Some(note)) => format!("{name} asks for another day: {note}"),
        (VisitChoice::Rearrange, None) => format!("{name} asks for another day."),
        _ => format!("{name} confirms the visit."),
    };
    let target_id = row.target_id.clone().unwrap_or_else(|| row.id.clone());
    let raised = Raise {
        site_id: row.site_id,
        topic: Some(format!("visit:{}:answer", row.id)),
        ..Raise::new(customer_id, TargetType::VisitDue, target_id, message, audience)
    };
    raise(transaction, state, raised).await?;
    Ok(())
}
