//! `/api/governance`: the guidelines and their measurements; admins set them.

use axum::extract::{Request, State};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::Value;
use wire::governance::{Erasure, Governance, Guideline, Guidelines};
use wire::id::ServiceId;
use wire::problem::FieldErrors;
use wire::session::Role;

use crate::auth::caller::{Admin, Person};
use crate::context::Context;
use crate::governance::measure::standings;
use crate::state::AppState;
use database::entity::guideline::{ActiveModel, Column, Entity};
use database::entity::service;
use web::error::Error;
use web::json;
use web::problem::invalid;

/// The guidelines, and the measurements of each service.
#[utoipa::path(get, path = "/api/governance", tag = "governance",
    responses((status = 200, description = "guidelines, standings, erasure", body = Governance), (status = 401), (status = 403)))]
pub(crate) async fn get_governance(
    State(state): State<AppState>,
    person: Person,
) -> Result<axum::Json<Governance>, Error> {
    if !matches!(person.role, Role::Manager | Role::Admin) {
        return Err(Error::forbidden("This needs the role manager or admin."));
    }
    let organisation_id = person.user.organisation_id.unwrap_or_default();
    Ok(axum::Json(shown(&*state.db, &state, organisation_id).await?))
}

/// Replaces all guidelines; those that are not in the list are removed.
#[utoipa::path(put, path = "/api/governance", tag = "governance",
    request_body(content = Guidelines, description = "guidelines: measure, serviceId or null for all, limit",
        example = json!({"guidelines": [{"measure": "failureShare", "serviceId": null, "limit": 5}]})),
    responses((status = 200, description = "guidelines, standings, erasure", body = Governance), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(crate) async fn update_governance(
    State(state): State<AppState>,
    Admin(admin): Admin,
    request: Request,
) -> Result<axum::Json<Governance>, Error> {
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let new = Guidelines::read(body).map_err(invalid)?;
    let organisation_id = admin.user.organisation_id.unwrap_or_default();
    let transaction = state.write().await?;
    check_services(&*transaction, organisation_id, &new).await?;
    Entity::delete_many().filter(Column::OrganisationId.eq(organisation_id)).exec(&*transaction).await?;
    let rows = new.guidelines.into_iter().map(|guideline| ActiveModel {
        organisation_id: Set(organisation_id),
        measure: Set(guideline.measure.to_string()),
        service_id: Set(guideline.service_id.map(|id| id.0).unwrap_or_default()),
        most: Set(i64::from(guideline.limit)),
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(&*transaction).await?;
    }
    let shown = shown(&*transaction, &state, organisation_id).await?;
    transaction.commit().await?;
    Ok(axum::Json(shown))
}

async fn check_services(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    new: &Guidelines,
) -> Result<(), Error> {
    let known: Vec<String> = service::Entity::find()
        .filter(service::Column::OrganisationId.eq(organisation_id))
        .all(db)
        .await?
        .into_iter()
        .map(|service| service.id)
        .collect();
    let mut errors = FieldErrors::default();
    for (index, guideline) in new.guidelines.iter().enumerate() {
        if guideline.service_id.as_ref().is_some_and(|id| !known.contains(&id.0)) {
            errors.add(format!("guidelines.{index}.serviceId"), "there is no such service");
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(invalid(errors)) }
}

async fn shown(
    db: &impl ConnectionTrait,
    state: &Context,
    organisation_id: i64,
) -> Result<Governance, Error> {
    let guidelines = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id))
        .order_by_asc(Column::Measure)
        .order_by_asc(Column::ServiceId)
        .all(db)
        .await?;
    let guidelines = guidelines.into_iter().map(|row| Guideline {
        measure: row.measure.into(),
        service_id: Some(row.service_id).filter(|id| !id.is_empty()).map(ServiceId),
        limit: u32::try_from(row.most).unwrap_or(u32::MAX),
    });
    Ok(Governance {
        guidelines: guidelines.collect(),
        standings: standings(db, organisation_id, state.now()).await?,
        erasure: Erasure {
            undecided_days: state.config.erase_undecided_days,
            deleted_days: state.config.erase_deleted_days,
            sent_days: notify::KEPT_DAYS,
            location_days: state.config.location_retention_days,
        },
    })
}
