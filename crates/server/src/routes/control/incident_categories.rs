//! `GET /api/control/incident-categories`: the categories of incidents.

use axum::extract::State;
use wire::incident::IncidentCategory;

use crate::auth::caller::Controller;
use crate::fleet::incident_categories::all;
use crate::state::AppState;
use web::error::Error;

/// All categories with their kind of emergency.
#[utoipa::path(get, path = "/api/control/incident-categories", tag = "control",
    responses((status = 200, description = "An array", body = Vec<IncidentCategory>), (status = 401), (status = 403)))]
pub(crate) async fn list_incident_categories(
    State(state): State<AppState>,
    _: Controller,
) -> Result<axum::Json<Vec<IncidentCategory>>, Error> {
    Ok(axum::Json(all(&*state.db).await?))
}
