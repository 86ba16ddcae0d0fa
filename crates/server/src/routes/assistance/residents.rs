//! `/api/v2/resident`: the residents of the caller's organisation.

use axum::Json;
use axum::extract::State;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::{Resident, ResidentChange};
use wire::field_errors::FieldErrors;
use wire::page::Page;
use wire::tenure;

use crate::assistance::objects;
use crate::auth::scopes;
use crate::auth::staff::{OrganisationAdmin, Staff};
use crate::context::Change;
use crate::notifications;
use crate::state::AppState;
use database::entity::resident::{Column, Entity};
use database::entity::user;
use database::search;
use database::search::Text;
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::json::JsonBody;
use web::paging::Paging;
use web::parameters::{Id, Query};

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_residents)).routes(routes!(get_resident, update_resident))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    search: String,
    site: Option<i64>,
}

/// The residents of the caller's organisation or patch by name; with `search` those that match every word, with `site` those of
/// the site.
#[utoipa::path(get, path = "/api/v2/resident", tag = "assistance",
    params(("search" = Option<String>, Query), ("site" = Option<i64>, Query), ("page" = Option<u64>, Query),
        ("page_size" = Option<u64>, Query)),
    responses((status = 200, description = "count, next, previous, results", body = Page<Resident>), (status = 400), (status = 401),
        (status = 403), (status = 404)))]
async fn list_residents(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(paging): Detailed<Paging>,
    Detailed(Query(filter)): Detailed<Query<Filter>>,
) -> Result<Json<Page<Resident>>, Refusal> {
    let mut found = Entity::find().filter(scopes::residents(&staff.person)).filter(search::holds(
        &filter.search,
        Expr::col((Entity, Column::Id)),
        &[Text::Resident, Text::ResidentEmail],
    ));
    if let Some(site) = filter.site {
        found = found.filter(Column::SiteId.eq(site));
    }
    let count = found.clone().count(&*state.db).await?;
    let rows = found
        .order_by_asc(Column::Surname)
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .offset(paging.offset())
        .limit(paging.limit())
        .all(&*state.db)
        .await?;
    Ok(Json(paging.page(count, rows.iter().map(objects::resident).collect())?))
}

/// One resident of the caller's organisation or patch.
#[utoipa::path(get, path = "/api/v2/resident/{id}", tag = "assistance", params(("id" = i64, Path)),
    responses((status = 200, description = "The resident", body = Resident), (status = 401), (status = 403), (status = 404)))]
async fn get_resident(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(Id(id)): Detailed<Id>,
) -> Result<Json<Resident>, Refusal> {
    let found = Entity::find_by_id(id).filter(scopes::residents(&staff.person)).one(&*state.db).await?;
    Ok(Json(objects::resident(&found.ok_or(Error::NotFound)?)))
}

/// Changes the tenure of a resident. Notifications for other tenures leave the resident's tray, and open ones for the new tenure
/// are added.
#[utoipa::path(patch, path = "/api/v2/resident/{id}", tag = "assistance", params(("id" = i64, Path)),
    request_body(content = ResidentChange, description = "tenure; empty to clear it", example = json!({ "tenure": "leaseholder" })),
    responses((status = 200, description = "The resident", body = Resident), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn update_resident(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    Detailed(Id(id)): Detailed<Id>,
    body: Result<JsonBody<ResidentChange>, Error>,
) -> Result<Json<Resident>, Refusal> {
    let JsonBody(change) = body?;
    let transaction = state.write().await?;
    let own = Entity::find_by_id(id).filter(Column::OrganisationId.eq(admin.organisation_id));
    let row = own.one(&*transaction).await?.ok_or(Error::NotFound)?;
    let Some(tenure) = change.tenure else { return Ok(Json(objects::resident(&row))) };
    let tenure = tenure::parse_optional(&tenure).map_err(|message| {
        let mut errors = FieldErrors::new();
        errors.add("tenure", message);
        errors
    })?;
    let is_same = row.tenure == tenure;
    let mut row = row.into_active_model();
    row.tenure = Set(tenure.clone());
    row.updated_at = Set(state.now());
    let row = row.update(&*transaction).await?;
    if let Some(user_id) = row.user_id.as_ref().filter(|_| !is_same)
        && let Some(account) = user::Entity::find_by_id(user_id).one(&*transaction).await?
    {
        notifications::leave(&*transaction, &account, tenure.as_deref(), state.now()).await?;
        notifications::join(&*transaction, &account, tenure.as_deref()).await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(Json(objects::resident(&row)))
}
