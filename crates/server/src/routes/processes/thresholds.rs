//! `/api/thresholds`: how many days each kind of process, and a decision, may wait.

use axum::extract::{Path, Request, State};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use serde_json::Value;
use wire::process::{NewThreshold, THRESHOLD_DAYS, Threshold};
use wire::session::Role;

use crate::auth::caller::{Admin, Person};
use crate::processes::DAY;
use crate::processes::thresholds::{NOTIFICATION, OTHERS, Thresholds};
use crate::state::AppState;
use database::entity::threshold::{ActiveModel, Column, Entity};
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field};

/// The configured thresholds, and the two that always apply.
#[utoipa::path(get, path = "/api/thresholds", tag = "processes",
    responses((status = 200, description = "An array of kind and days", body = Vec<Threshold>), (status = 401), (status = 403)))]
pub(crate) async fn list_thresholds(
    State(state): State<AppState>,
    person: Person,
) -> Result<axum::Json<Vec<Threshold>>, Error> {
    if !matches!(person.role, Role::Manager | Role::Admin) {
        return Err(Error::forbidden("This needs the role manager or admin."));
    }
    let thresholds = Thresholds::of(&*state.db, person.user.organisation_id.unwrap_or_default()).await?;
    let mut kinds: Vec<String> = thresholds.0.keys().cloned().collect();
    for always in [NOTIFICATION, OTHERS] {
        if !kinds.iter().any(|kind| kind == always) {
            kinds.push(always.to_owned());
        }
    }
    kinds.sort_unstable();
    let days = |kind: &str| u32::try_from(thresholds.millis(kind) / DAY).unwrap_or(THRESHOLD_DAYS);
    Ok(axum::Json(kinds.into_iter().map(|kind| Threshold { days: days(&kind), kind }).collect()))
}

/// Sets the threshold of a kind; 0 restores the default.
#[utoipa::path(put, path = "/api/thresholds/{kind}", tag = "processes",
    params(("kind" = String, Path, description = "A kind of process; * for all others, notification for decisions")),
    request_body(content = NewThreshold, description = "days", example = json!({"days": 14})),
    responses((status = 200, description = "The current threshold", body = Threshold), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(crate) async fn update_threshold(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(kind): Path<String>,
    request: Request,
) -> Result<axum::Json<Threshold>, Error> {
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let new = NewThreshold::read(body).map_err(invalid)?;
    if kind.chars().count() > 200 {
        return Err(invalid_field("kind", "write at most 200 characters"));
    }
    let organisation_id = admin.user.organisation_id.unwrap_or_default();
    let transaction = state.write().await?;
    if new.days == 0 {
        Entity::delete_by_id((organisation_id, kind.clone())).exec(&*transaction).await?;
    } else {
        let row = ActiveModel {
            organisation_id: Set(organisation_id),
            kind: Set(kind.clone()),
            days: Set(i64::from(new.days)),
        };
        let replace = OnConflict::columns([Column::OrganisationId, Column::Kind])
            .update_column(Column::Days)
            .to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(&*transaction).await?;
    }
    let now = Thresholds::of(&*transaction, organisation_id).await?.millis(&kind) / DAY;
    transaction.commit().await?;
    Ok(axum::Json(Threshold { kind, days: u32::try_from(now).unwrap_or(THRESHOLD_DAYS) }))
}
