//! `GET /api/users`: the accounts, filtered by words, role and site.

use axum::Json;
use axum::extract::{Path, State};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use wire::account::Account;
use wire::page::Page;

use crate::auth::caller::Admin;
use crate::state::AppState;
use crate::users::{find, organisation_of, view};
use database::entity::user::{Column, Entity};
use database::search;
use database::search::Text;
use web::error::Error;
use web::paging::Paging;
use web::parameters::Query;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    q: String,
    role: Option<String>,
    site: Option<i64>,
    active: Option<bool>,
}

/// The accounts of the admin's organisation, by name.
#[utoipa::path(get, path = "/api/users", tag = "users",
    params(("q" = Option<String>, Query, description = "Words in name or e-mail"), ("role" = Option<String>, Query),
        ("site" = Option<i64>, Query), ("active" = Option<bool>, Query), ("page" = Option<u64>, Query),
        ("page_size" = Option<u64>, Query)),
    responses((status = 200, description = "count, next, previous, results", body = Page<Account>), (status = 400), (status = 401),
        (status = 403), (status = 404)))]
pub(crate) async fn list_users(
    State(state): State<AppState>,
    Admin(admin): Admin,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<Page<Account>>, Error> {
    let mut found = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_of(&admin)?))
        .filter(search::holds(&filter.q, Expr::col((Entity, Column::Id)), &[Text::User]));
    if let Some(role) = filter.role {
        found = found.filter(Column::Role.eq(role));
    }
    if let Some(site) = filter.site {
        found = found.filter(Column::SiteId.eq(site));
    }
    if let Some(active) = filter.active {
        found = found.filter(Column::Active.eq(active));
    }
    let count = found.clone().count(&*state.db).await?;
    let found = found.order_by_asc(Column::Name).order_by_asc(Column::Id);
    let rows = found.offset(paging.offset()).limit(paging.limit()).all(&*state.db).await?;
    Ok(Json(paging.page(count, view::many(&*state.db, rows).await?)?))
}

/// One account of the admin's organisation.
#[utoipa::path(get, path = "/api/users/{id}", tag = "users",
    responses((status = 200, description = "The account", body = Account), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_user(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<Json<Account>, Error> {
    Ok(Json(view::one(&*state.db, find(&*state.db, &admin, &id).await?).await?))
}
