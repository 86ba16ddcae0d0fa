//! `/api/escalation/{id}`: the ladder of the admin's organisation for alarms of one response type.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use wire::classification::{MEDICAL, SECURITY};
use wire::escalation::{Ladder, LadderChange};

use crate::auth::caller::Admin;
use crate::escalation::ladder;
use crate::state::AppState;
use crate::users::{organisation_of, refuse};
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Id;

/// The ladder of the admin's organisation for one response type.
#[utoipa::path(get, path = "/api/escalation/{id}", tag = "escalation", params(("id" = i64, Path, description = "1 security, 2 medical")),
    responses((status = 200, description = "steps, isDefault, updatedAt, updatedBy", body = Ladder), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_ladder(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Id(response_type): Id,
) -> Result<Json<Ladder>, Error> {
    check_type(response_type)?;
    Ok(Json(ladder::find(&*state.db, organisation_of(&admin)?, response_type).await?))
}

/// Replaces the ladder. It applies from the next rung on, also to alarms that are on the ladder.
#[utoipa::path(put, path = "/api/escalation/{id}", tag = "escalation", params(("id" = i64, Path, description = "1 security, 2 medical")),
    request_body(content = LadderChange, description = "steps: afterSeconds, whom, how, repeatSeconds; the last one notifies everybody on the screen and repeats",
        example = json!({ "steps": [{ "afterSeconds": 60, "whom": ["controllers"], "how": ["screen", "text"], "repeatSeconds": null },
            { "afterSeconds": 180, "whom": ["everybody"], "how": ["screen", "email", "text"], "repeatSeconds": 300 }] })),
    responses((status = 200, description = "The ladder", body = Ladder), (status = 400, description = "message, and errors by field", body = wire::account::AccountRefusal),
        (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn update_ladder(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Id(response_type): Id,
    JsonBody(change): JsonBody<LadderChange>,
) -> Result<Json<Ladder>, Error> {
    check_type(response_type)?;
    let organisation_id = organisation_of(&admin)?;
    refuse(&change.problems())?;
    let ladder = ladder::save(&state, organisation_id, response_type, &change, &admin.user.name).await?;
    Ok(Json(ladder))
}

/// Restores the default ladder.
#[utoipa::path(delete, path = "/api/escalation/{id}", tag = "escalation", params(("id" = i64, Path, description = "1 security, 2 medical")),
    responses((status = 204, description = "The default applies"), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn delete_ladder(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Id(response_type): Id,
) -> Result<StatusCode, Error> {
    check_type(response_type)?;
    ladder::reset(&state, organisation_of(&admin)?, response_type).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Real alarms have one of these types; demonstrations are not escalated.
fn check_type(response_type: i64) -> Result<(), Error> {
    if [SECURITY, MEDICAL].contains(&response_type) { Ok(()) } else { Err(Error::NotFound) }
}
