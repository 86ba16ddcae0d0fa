//! `/api/v2/resident`: the residents of the caller's organisation.

use axum::Json;
use axum::extract::State;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::Resident;
use wire::page::Page;

use super::objects;
use super::paging::Paging;
use super::refusal::{Detailed, Refusal};
use super::staff::Staff;
use crate::error::Error;
use crate::parameters::{Id, Query};
use crate::scope;
use crate::search::{self, Text};
use crate::state::AppState;
use crate::table::resident::{Column, Entity};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_residents)).routes(routes!(get_resident))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    search: String,
    site: Option<i64>,
}

/// The residents of the caller's organisation or patch by name, those that hold every word of `search`, those of `site`.
#[utoipa::path(get, path = "/api/v2/resident", tag = "assistance",
    params(("search" = Option<String>, Query), ("site" = Option<i64>, Query), ("page" = Option<u64>, Query),
        ("page_size" = Option<u64>, Query)),
    responses((status = 200, description = "count, next, previous, results"), (status = 400), (status = 401),
        (status = 403), (status = 404)))]
async fn list_residents(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(paging): Detailed<Paging>,
    Detailed(Query(filter)): Detailed<Query<Filter>>,
) -> Result<Json<Page<Resident>>, Refusal> {
    let mut found = Entity::find().filter(scope::residents(&staff.viewer)).filter(search::holds(
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
    responses((status = 200, description = "The resident"), (status = 401), (status = 403), (status = 404)))]
async fn get_resident(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(Id(id)): Detailed<Id>,
) -> Result<Json<Resident>, Refusal> {
    let found = Entity::find_by_id(id).filter(scope::residents(&staff.viewer)).one(&*state.db).await?;
    Ok(Json(objects::resident(&found.ok_or(Error::NotFound)?)))
}
