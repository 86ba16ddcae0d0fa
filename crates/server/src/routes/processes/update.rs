//! `PUT /api/processes/{id}`: another system reports the state of one of its processes.

use axum::extract::{Path, Request, State};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use serde_json::Value;
use wire::process::{Process, ProcessUpdate};
use wire::session::Role;

use super::read::to_wire;
use crate::auth::caller::Caller;
use crate::processes::thresholds::Thresholds;
use crate::state::AppState;
use database::entity::process::{ActiveModel, Column, Entity};
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field};

/// Stores the state of a process. An older report than the stored one changes nothing.
#[utoipa::path(put, path = "/api/processes/{id}", tag = "processes", params(("id" = String, Path)),
    request_body(content = ProcessUpdate, description = "kind, state, owner, updatedAt; the state closed ends the process",
        example = json!({"kind": "tenancy-change", "state": "documents checked", "owner": "officer@demo.example", "updatedAt": "2026-01-05T12:00:00Z"})),
    responses((status = 200, description = "The current process", body = Process), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(crate) async fn update_process(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<axum::Json<Process>, Error> {
    if let Caller::Person(person) = &caller
        && !matches!(person.role, Role::Officer | Role::Manager | Role::Admin)
    {
        return Err(Error::forbidden("Only services and officers can report processes."));
    }
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let update = ProcessUpdate::read(body).map_err(invalid)?;
    if id.chars().count() > 200 {
        return Err(invalid_field("id", "write at most 200 characters"));
    }
    let (organisation_id, now) = (caller.organisation_id(), state.now());
    let updated_at = update.updated_at.millis().min(now);
    let transaction = state.write().await?;
    let known = Entity::find_by_id((organisation_id, id.clone())).one(&*transaction).await?;
    if known.is_none_or(|known| known.updated_at <= updated_at) {
        let row = ActiveModel {
            organisation_id: Set(organisation_id),
            id: Set(id.clone()),
            kind: Set(update.kind),
            state: Set(update.state),
            owner: Set(update.owner),
            updated_at: Set(updated_at),
            reminded_at: Set(None),
        };
        let columns = [Column::Kind, Column::State, Column::Owner, Column::UpdatedAt, Column::RemindedAt];
        let replace =
            OnConflict::columns([Column::OrganisationId, Column::Id]).update_columns(columns).to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(&*transaction).await?;
    }
    let row = Entity::find_by_id((organisation_id, id)).one(&*transaction).await?.ok_or(Error::NotFound)?;
    let thresholds = Thresholds::of(&*transaction, organisation_id).await?;
    transaction.commit().await?;
    Ok(axum::Json(to_wire(row, &thresholds, now)))
}
