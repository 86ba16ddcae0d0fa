//! `/api/escalation/{responseTypeId}`: the ladder of an organisation. Without one the default counts.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use wire::classification::{MEDICAL, SECURITY};
use wire::escalation::{Ladder, LadderChange, Step, default_steps};
use wire::time::Timestamp;

use crate::state::AppState;
use crate::users::{customer_of, refuse};
use crate::viewer::Admin;
use database::entity::escalation_ladder::{ActiveModel, Column, Entity, Model};
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Id;

/// The ladder of the admin's organisation for one response type.
#[utoipa::path(get, path = "/api/escalation/{id}", tag = "escalation", params(("id" = i64, Path, description = "1 security, 2 medical")),
    responses((status = 200, description = "steps, isDefault, updatedAt, updatedBy"), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn get_ladder(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Id(response_type): Id,
) -> Result<Json<Ladder>, Error> {
    check_type(response_type)?;
    let row = Entity::find_by_id((customer_of(&admin)?, response_type)).one(&*state.db).await?;
    Ok(Json(view(response_type, row)))
}

/// Replaces the ladder. It counts from the next rung on, also for alarms that are climbing.
#[utoipa::path(put, path = "/api/escalation/{id}", tag = "escalation", params(("id" = i64, Path, description = "1 security, 2 medical")),
    request_body(content = serde_json::Value, description = "steps: afterSeconds, whom, how, repeatSeconds; the last one notifies everybody on the screen and repeats",
        example = json!({ "steps": [{ "afterSeconds": 60, "whom": ["controllers"], "how": ["screen", "text"], "repeatSeconds": null },
            { "afterSeconds": 180, "whom": ["everybody"], "how": ["screen", "email", "text"], "repeatSeconds": 300 }] })),
    responses((status = 200, description = "The ladder"), (status = 400, description = "message, and errors by field"),
        (status = 401), (status = 403), (status = 404)))]
pub(super) async fn update_ladder(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Id(response_type): Id,
    JsonBody(change): JsonBody<LadderChange>,
) -> Result<Json<Ladder>, Error> {
    check_type(response_type)?;
    let organisation_id = customer_of(&admin)?;
    refuse(&change.problems())?;
    let row = ActiveModel {
        organisation_id: Set(organisation_id),
        response_type_id: Set(response_type),
        steps: Set(serde_json::to_string(&change.steps).map_err(Error::internal)?),
        updated_at: Set(state.now()),
        updated_by: Set(Some(admin.user.name.clone())),
    };
    let replace = OnConflict::columns([Column::OrganisationId, Column::ResponseTypeId])
        .update_columns([Column::Steps, Column::UpdatedAt, Column::UpdatedBy])
        .to_owned();
    let transaction = state.write().await?;
    Entity::insert(row).on_conflict(replace).exec_without_returning(&*transaction).await?;
    super::climb::look_again(&*transaction, organisation_id, state.now()).await?;
    let row = Entity::find_by_id((organisation_id, response_type)).one(&*transaction).await?;
    transaction.commit().await?;
    Ok(Json(view(response_type, row)))
}

/// Returns to the default ladder.
#[utoipa::path(delete, path = "/api/escalation/{id}", tag = "escalation", params(("id" = i64, Path, description = "1 security, 2 medical")),
    responses((status = 204, description = "The default counts"), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn delete_ladder(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Id(response_type): Id,
) -> Result<StatusCode, Error> {
    check_type(response_type)?;
    let organisation_id = customer_of(&admin)?;
    let transaction = state.write().await?;
    Entity::delete_by_id((organisation_id, response_type)).exec(&*transaction).await?;
    super::climb::look_again(&*transaction, organisation_id, state.now()).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The steps that count for an organisation's alarms of this type.
pub(super) async fn steps(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    response_type: i64,
) -> Result<Vec<Step>, Error> {
    let row = Entity::find_by_id((organisation_id, response_type)).one(db).await?;
    Ok(view(response_type, row).steps)
}

/// Real alarms have one of these types; demonstrations do not climb.
fn check_type(response_type: i64) -> Result<(), Error> {
    if [SECURITY, MEDICAL].contains(&response_type) { Ok(()) } else { Err(Error::NotFound) }
}

fn view(response_type_id: i64, row: Option<Model>) -> Ladder {
    let steps = row.as_ref().and_then(|row| serde_json::from_str::<Vec<Step>>(&row.steps).ok());
    Ladder {
        response_type_id,
        is_default: row.is_none(),
        steps: steps.unwrap_or_else(default_steps),
        updated_at: row.as_ref().map(|row| Timestamp::from_millis(row.updated_at)),
        updated_by: row.and_then(|row| row.updated_by),
    }
}
