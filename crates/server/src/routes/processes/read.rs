//! `GET /api/processes`: open processes, the longest unchanged first.

use axum::extract::State;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use wire::process::Process;
use wire::session::Role;
use wire::time::Timestamp;

use crate::auth::caller::Person;
use crate::processes::CLOSED;
use crate::processes::thresholds::Thresholds;
use crate::state::AppState;
use database::entity::process::{Column, Entity, Model};
use web::error::Error;
use web::parameters::{Query, flag};

/// The most processes in one list.
const LIST_LIMIT: u64 = 500;

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ProcessFilter {
    #[serde(deserialize_with = "flag")]
    stale: bool,
}

/// The open processes: an officer's own, or all of the organisation for managers and admins.
#[utoipa::path(get, path = "/api/processes", tag = "processes",
    params(("stale" = Option<bool>, Query, description = "Only stalled ones")),
    responses((status = 200, description = "An array, at most 500", body = Vec<Process>), (status = 401), (status = 403)))]
pub(crate) async fn list_processes(
    State(state): State<AppState>,
    person: Person,
    Query(filter): Query<ProcessFilter>,
) -> Result<axum::Json<Vec<Process>>, Error> {
    let organisation_id = person.user.organisation_id.unwrap_or_default();
    let mut query =
        Entity::find().filter(Column::OrganisationId.eq(organisation_id)).filter(Column::State.ne(CLOSED));
    query = match person.role {
        Role::Officer => query.filter(Column::Owner.eq(&person.user.email)),
        Role::Manager | Role::Admin => query,
        _ => return Err(Error::forbidden("This needs the role officer, manager or admin.")),
    };
    let rows = query.order_by_asc(Column::UpdatedAt).limit(LIST_LIMIT).all(&*state.db).await?;
    let thresholds = Thresholds::of(&*state.db, organisation_id).await?;
    let now = state.now();
    let list = rows.into_iter().map(|row| to_wire(row, &thresholds, now));
    Ok(axum::Json(list.filter(|process| !filter.stale || process.stale).collect()))
}

pub(crate) fn to_wire(row: Model, thresholds: &Thresholds, now: i64) -> Process {
    let due_at = row.updated_at + thresholds.millis(&row.kind);
    Process {
        stale: row.state != CLOSED && due_at <= now,
        id: row.id,
        kind: row.kind,
        state: row.state,
        owner: row.owner,
        updated_at: Timestamp::from_millis(row.updated_at),
        due_at: Timestamp::from_millis(due_at),
        told_at: row.reminded_at.map(Timestamp::from_millis),
    }
}
