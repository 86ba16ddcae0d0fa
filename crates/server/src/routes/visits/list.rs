//! `GET /api/visits` and one visit.

use axum::extract::{Path, State};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use wire::visit::{Visit, VisitState};

use crate::auth::caller::Caller;
use crate::state::AppState;
use crate::visits::plan::CANCELLED;
use crate::visits::{scope, view};
use database::entity::visit::{Column, Entity, PLANNED};
use web::error::Error;
use web::parameters::Query;
use web::problem::invalid_field;

/// The most visits in one list.
const LIST_LIMIT: u64 = 200;

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct VisitFilter {
    state: Option<String>,
}

/// Visits that the caller may read, the next one first; past or cancelled ones newest first.
#[utoipa::path(get, path = "/api/visits", tag = "visits",
    params(("state" = Option<String>, Query, description = "planned (by default), over or cancelled")),
    responses((status = 200, description = "An array, at most 200", body = Vec<Visit>), (status = 401), (status = 403), (status = 422)))]
pub(crate) async fn list_visits(
    State(state): State<AppState>,
    caller: Caller,
    Query(filter): Query<VisitFilter>,
) -> Result<axum::Json<Vec<Visit>>, Error> {
    let now = state.now();
    let wanted = filter.state.filter(|text| !text.is_empty()).map_or(VisitState::Planned, VisitState::from);
    let own = Entity::find().filter(scope::visits(&caller)).limit(LIST_LIMIT);
    let rows = match wanted {
        VisitState::Planned => own
            .filter(Column::State.eq(PLANNED))
            .filter(Column::EndsAt.gt(now))
            .order_by_asc(Column::DueAt)
            .order_by_asc(Column::Id),
        VisitState::Over => {
            own.filter(Column::State.eq(PLANNED)).filter(Column::EndsAt.lte(now)).order_by_desc(Column::DueAt)
        }
        VisitState::Cancelled => own.filter(Column::State.eq(CANCELLED)).order_by_desc(Column::DueAt),
        VisitState::Other(_) => {
            return Err(invalid_field("state", format!("write {}", VisitState::choices())));
        }
    };
    let rows = rows.all(&*state.db).await?;
    Ok(axum::Json(view::visits(&*state.db, &caller, rows, now).await?))
}

/// One visit.
#[utoipa::path(get, path = "/api/visits/{id}", tag = "visits", params(("id" = String, Path)),
    responses((status = 200, description = "The visit; for staff with its cautions", body = Visit), (status = 401), (status = 404)))]
pub(crate) async fn get_visit(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<axum::Json<Visit>, Error> {
    let own = Entity::find_by_id((caller.organisation_id(), id)).filter(scope::visits(&caller));
    let row = own.one(&*state.db).await?.ok_or(Error::NotFound)?;
    let shown = view::visits(&*state.db, &caller, vec![row], state.now()).await?;
    shown.into_iter().next().map(axum::Json).ok_or(Error::NotFound)
}
