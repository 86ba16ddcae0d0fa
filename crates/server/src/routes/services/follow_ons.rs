//! `/api/follow-ons`: the links of each notification type. An admin sets them, for all services or for one; the default is the
//! record's own page.

use std::collections::HashMap;

use axum::extract::{Path, Query, Request, State};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde::Deserialize;
use serde_json::Value;
use wire::id::ServiceId;
use wire::service::{FollowOnLink, NewFollowOnLink};
use wire::target_type::TargetType;

use super::list::{may_look, own};
use crate::auth::caller::{Admin, Person};
use crate::notifications::links::default_template;
use crate::state::AppState;
use database::entity::link_template::{ActiveModel, Column, Entity};
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field};

/// The service whose links are requested.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FollowOnQuery {
    /// The service's id; without it, the links of all services without links of their own.
    service: Option<String>,
}

/// Every type with its link.
#[utoipa::path(get, path = "/api/follow-ons", tag = "services", params(FollowOnQuery),
    responses((status = 200, description = "An array", body = Vec<FollowOnLink>), (status = 401), (status = 403), (status = 404, description = "There is no such service")))]
pub(crate) async fn list_follow_ons(
    State(state): State<AppState>,
    person: Person,
    Query(whose): Query<FollowOnQuery>,
) -> Result<axum::Json<Vec<FollowOnLink>>, Error> {
    let organisation_id = may_look(&person)?;
    let service = match whose.service.filter(|id| !id.is_empty()) {
        Some(id) => Some(own(&*state.db, organisation_id, &id).await?.id),
        None => None,
    };
    let general = templates(&*state.db, organisation_id, "").await?;
    let special = match &service {
        Some(id) => templates(&*state.db, organisation_id, id).await?,
        None => general.clone(),
    };
    let links = TargetType::ALL.iter().map(|kind| {
        let set = special.get(kind.as_str()).cloned();
        let otherwise = || general.get(kind.as_str()).cloned().unwrap_or_else(|| default_template(kind));
        link(kind, service.clone(), set, otherwise)
    });
    Ok(axum::Json(links.collect()))
}

/// Sets the link of a type, with `{targetId}` for the record's id; an empty one restores the default.
#[utoipa::path(put, path = "/api/follow-ons/{targetType}", tag = "services", params(("targetType" = String, Path)),
    request_body(content = NewFollowOnLink, description = "template; service: the id of a single service", example = json!({"template": "https://housing.example/accounts/{targetId}"})),
    responses((status = 200, description = "The current link", body = FollowOnLink), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(crate) async fn update_follow_on(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(kind): Path<String>,
    request: Request,
) -> Result<axum::Json<FollowOnLink>, Error> {
    let kind = TargetType::known(&kind).ok_or(Error::NotFound)?;
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let new = NewFollowOnLink::read(body).map_err(invalid)?;
    let template = state.config.without_root(&new.template).to_owned();
    let organisation_id = admin.user.organisation_id.unwrap_or_default();
    let transaction = state.write().await?;
    let service = match &new.service {
        Some(id) => match own(&*transaction, organisation_id, &id.0).await {
            Ok(service) => Some(service.id),
            Err(Error::NotFound) => return Err(invalid_field("service", "there is no service with this id")),
            Err(error) => return Err(error),
        },
        None => None,
    };
    let service_id = service.clone().unwrap_or_default();
    if template.is_empty() {
        Entity::delete_by_id((organisation_id, service_id, kind.to_string())).exec(&*transaction).await?;
    } else {
        let row = ActiveModel {
            organisation_id: Set(organisation_id),
            service_id: Set(service_id),
            target_type: Set(kind.to_string()),
            template: Set(template.clone()),
        };
        let replace = OnConflict::columns([Column::OrganisationId, Column::ServiceId, Column::TargetType])
            .update_column(Column::Template)
            .to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(&*transaction).await?;
    }
    let general = templates(&*transaction, organisation_id, "").await?;
    transaction.commit().await?;
    let otherwise = || general.get(kind.as_str()).cloned().unwrap_or_else(|| default_template(&kind));
    Ok(axum::Json(link(&kind, service, Some(template).filter(|template| !template.is_empty()), otherwise)))
}

fn link(
    kind: &TargetType,
    service: Option<String>,
    set: Option<String>,
    otherwise: impl FnOnce() -> String,
) -> FollowOnLink {
    let is_own = set.is_some();
    FollowOnLink {
        target_type: kind.clone(),
        template: set.unwrap_or_else(otherwise),
        is_own,
        service: service.map(ServiceId),
    }
}

async fn templates(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    service_id: &str,
) -> Result<HashMap<String, String>, Error> {
    let rows = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id))
        .filter(Column::ServiceId.eq(service_id))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.target_type, row.template)).collect())
}
