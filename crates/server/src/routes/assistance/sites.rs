//! `/api/v2/site`: the sites of the caller's organisation.

use axum::Json;
use axum::extract::State;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::Site;
use wire::page::Page;

use crate::assistance::objects;
use crate::auth::staff::Staff;
use crate::state::AppState;
use database::entity::site;
use database::search;
use database::search::Text;
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::paging::Paging;
use web::parameters::{Id, Query};

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_sites)).routes(routes!(get_site))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    search: String,
    include: Include,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SiteQuery {
    include: Include,
}

/// Optional keys beside those of the published example.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Include {
    #[default]
    Nothing,
    /// The address in one line, if its parts are unknown.
    AddressLine,
}

impl Include {
    fn site(self, row: site::Model) -> Site {
        match self {
            Self::Nothing => objects::site(row),
            Self::AddressLine => objects::site_with_line(row),
        }
    }
}

/// The sites of the caller's organisation by name; with `search` those that match every word.
#[utoipa::path(get, path = "/api/v2/site", tag = "assistance",
    params(("search" = Option<String>, Query), ("include" = Option<String>, Query, description = "`address_line`: the address in one line, if its parts are unknown"), ("page" = Option<u64>, Query), ("page_size" = Option<u64>, Query)),
    responses((status = 200, description = "count, next, previous, results", body = Page<Site>), (status = 401), (status = 403), (status = 404)))]
async fn list_sites(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(paging): Detailed<Paging>,
    Detailed(Query(filter)): Detailed<Query<Filter>>,
) -> Result<Json<Page<Site>>, Refusal> {
    let found = site::Entity::find().filter(site::Column::OrganisationId.eq(staff.organisation_id)).filter(
        search::holds(
            &filter.search,
            Expr::col((site::Entity, site::Column::Id)),
            &[Text::Site, Text::SiteAddress],
        ),
    );
    let count = found.clone().count(&*state.db).await?;
    let rows = found
        .order_by_asc(site::Column::Name)
        .order_by_asc(site::Column::Id)
        .offset(paging.offset())
        .limit(paging.limit())
        .all(&*state.db)
        .await?;
    Ok(Json(paging.page(count, rows.into_iter().map(|row| filter.include.site(row)).collect())?))
}

/// One site of the caller's organisation.
#[utoipa::path(get, path = "/api/v2/site/{id}", tag = "assistance",
    params(("id" = i64, Path), ("include" = Option<String>, Query, description = "`address_line`: the address in one line, if its parts are unknown")),
    responses((status = 200, description = "The site", body = Site), (status = 401), (status = 403), (status = 404)))]
async fn get_site(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(Id(id)): Detailed<Id>,
    Detailed(Query(answered)): Detailed<Query<SiteQuery>>,
) -> Result<Json<Site>, Refusal> {
    let found = site::Entity::find_by_id(id)
        .filter(site::Column::OrganisationId.eq(staff.organisation_id))
        .one(&*state.db)
        .await?;
    Ok(Json(answered.include.site(found.ok_or(Error::NotFound)?)))
}
