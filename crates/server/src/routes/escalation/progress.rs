//! `GET /api/callouts/{id}/escalation`: the rungs that an alarm has taken, whom each notified, and the next one.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wire::escalation::{Contact, Escalation, Step, TakenRung, plan};
use wire::time::Timestamp;

use crate::auth::caller::Controller;
use crate::escalation::climb::newest_rung;
use crate::escalation::ladder;
use crate::state::AppState;
use database::entity::{callout, escalation_contact, escalation_rung, message, resident, user};
use web::error::Error;
use web::parameters::Id;

/// The progress of an alarm on the ladder.
#[utoipa::path(get, path = "/api/callouts/{id}/escalation", tag = "escalation", params(("id" = i64, Path)),
    responses((status = 200, description = "alarmAt, nextAt, nextWhom, taken", body = Escalation), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_escalation(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Id(id): Id,
) -> Result<Json<Escalation>, Error> {
    let callout = scope.find_callout(&*state.db, id).await?;
    let taken = taken(&state, id).await?;
    let next = next_step(&state, &callout).await?;
    Ok(Json(Escalation {
        alarm_at: callout.alarm_at.map(Timestamp::from_millis),
        next_at: callout.escalates_at.map(Timestamp::from_millis),
        next_whom: next.map(|step| step.whom).unwrap_or_default(),
        taken,
    }))
}

/// The step of the next rung.
async fn next_step(state: &AppState, callout: &callout::Model) -> Result<Option<Step>, Error> {
    let (Some(alarm_at), Some(next_at)) = (callout.alarm_at, callout.escalates_at) else { return Ok(None) };
    let resident = resident::Entity::find_by_id(callout.resident_id).one(&*state.db).await?;
    let Some(resident) = resident else { return Ok(None) };
    let steps = ladder::steps(&*state.db, resident.organisation_id, callout.response_type_id).await?;
    let first = steps.first().map_or(0, |step| step.after_seconds * 1000);
    let taken = newest_rung(&*state.db, callout.id, alarm_at).await?;
    // With nobody on duty the first step begins at once.
    let due = |from: i64| plan(&steps, from, next_at, taken).due.last().copied();
    let rung = due(alarm_at).or_else(|| due(alarm_at - first));
    Ok(rung.and_then(|rung| steps.get(rung.step).cloned()))
}

async fn taken(state: &AppState, callout_id: i64) -> Result<Vec<TakenRung>, Error> {
    let db = &*state.db;
    let rungs = escalation_rung::Entity::find()
        .filter(escalation_rung::Column::CalloutId.eq(callout_id))
        .order_by_asc(escalation_rung::Column::Id)
        .all(db)
        .await?;
    let rows = escalation_contact::Entity::find()
        .filter(escalation_contact::Column::RungId.is_in(rungs.iter().map(|rung| rung.id)))
        .order_by_asc(escalation_contact::Column::Id)
        .all(db)
        .await?;
    let users = user::Entity::find()
        .filter(user::Column::Id.is_in(rows.iter().filter_map(|row| row.user_id.clone())))
        .all(db)
        .await?;
    let names: HashMap<_, _> = users.into_iter().map(|user| (user.id, user.name)).collect();
    let statuses: Vec<(String, String)> = message::Entity::find()
        .select_only()
        .columns([message::Column::Id, message::Column::Status])
        .filter(message::Column::Id.is_in(rows.iter().filter_map(|row| row.message_id.clone())))
        .into_tuple()
        .all(db)
        .await?;
    let statuses: HashMap<_, _> = statuses.into_iter().collect();
    let mut contacts: HashMap<i64, Vec<Contact>> = HashMap::new();
    for row in rows {
        contacts.entry(row.rung_id).or_default().push(Contact {
            name: row.user_id.and_then(|id| names.get(&id).cloned()),
            channel: row.channel,
            status: row.message_id.and_then(|id| statuses.get(&id).cloned()),
            answered_at: row.answered_at.map(Timestamp::from_millis),
        });
    }
    Ok(rungs
        .into_iter()
        .map(|rung| TakenRung {
            step: rung.step + 1,
            repetition: rung.repetition + 1,
            at: Timestamp::from_millis(rung.taken_at),
            contacts: contacts.remove(&rung.id).unwrap_or_default(),
        })
        .collect())
}
