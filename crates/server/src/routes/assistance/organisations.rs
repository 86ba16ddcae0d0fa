//! `/api/v2/customer`: the caller's own organisation. Its admins choose whether requests are escalated.

use axum::Json;
use axum::extract::State;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::{Organisation, OrganisationChange};
use wire::page::Page;

use crate::assistance::objects;
use crate::auth::staff::{OrganisationAdmin, Staff};
use crate::context::Context;
use crate::state::AppState;
use database::entity::organisation;
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::json::JsonBody;
use web::paging::Paging;
use web::parameters::Id;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_organisations))
        .routes(routes!(get_organisation, update_organisation))
}

/// The organisations that the caller may see: their own.
#[utoipa::path(get, path = "/api/v2/customer", tag = "assistance",
    responses((status = 200, description = "count, next, previous, results", body = Page<Organisation>), (status = 401), (status = 403)))]
async fn list_organisations(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(paging): Detailed<Paging>,
) -> Result<Json<Page<Organisation>>, Refusal> {
    let own = find(&state, staff.organisation_id).await?;
    let rows = if paging.offset() == 0 { vec![objects::organisation(own)] } else { Vec::new() };
    Ok(Json(paging.page(1, rows)?))
}

/// The caller's own organisation.
#[utoipa::path(get, path = "/api/v2/customer/{id}", tag = "assistance", params(("id" = i64, Path)),
    responses((status = 200, description = "The customer", body = Organisation), (status = 401), (status = 403), (status = 404)))]
async fn get_organisation(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(Id(id)): Detailed<Id>,
) -> Result<Json<Organisation>, Refusal> {
    if id != staff.organisation_id {
        return Err(Error::NotFound.into());
    }
    Ok(Json(objects::organisation(find(&state, id).await?)))
}

/// Sets whether a request is escalated to the next provider in scope when nobody at the first can be notified.
#[utoipa::path(patch, path = "/api/v2/customer/{id}", tag = "assistance", params(("id" = i64, Path)),
    request_body(content = OrganisationChange, description = "escalation", example = json!({ "escalation": true })),
    responses((status = 200, description = "The customer", body = Organisation), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn update_organisation(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    Detailed(Id(id)): Detailed<Id>,
    body: Result<JsonBody<OrganisationChange>, Error>,
) -> Result<Json<Organisation>, Refusal> {
    let JsonBody(change) = body?;
    if id != admin.organisation_id {
        return Err(Error::NotFound.into());
    }
    let transaction = state.write().await?;
    let mut row = find(&state, id).await?.into_active_model();
    if let Some(escalation) = change.escalation {
        row.escalation = Set(escalation);
        row.updated_at = Set(state.now());
    }
    let row = row.update(&*transaction).await?;
    transaction.commit().await?;
    Ok(Json(objects::organisation(row)))
}

async fn find(state: &Context, id: i64) -> Result<organisation::Model, Error> {
    organisation::Entity::find_by_id(id).one(&*state.db).await?.ok_or(Error::NotFound)
}
