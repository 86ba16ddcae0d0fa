//! `GET /api/v2/assistance-request`: the list, and one request with the current state of each delivery.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use wire::assistance::AssistanceRequest;
use wire::page::Page;

use crate::assistance::requests::{replies, scope, view};
use crate::auth::caller::Person;
use crate::state::AppState;
use database::entity::assistance_request::{Column, Entity};
use web::detail::{Detailed, Refusal};
use web::paging::Paging;
use web::parameters::{Id, Query};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    resident: Option<i64>,
    provider: Option<i64>,
}

/// The requests that the caller may see, newest first: a resident's own, those that were pushed to a supporter, those of an
/// officer's patch, all of the organisation for managers and admins.
#[utoipa::path(get, path = "/api/v2/assistance-request", tag = "assistance",
    params(("resident" = Option<i64>, Query), ("provider" = Option<i64>, Query), ("page" = Option<u64>, Query),
        ("page_size" = Option<u64>, Query)),
    responses((status = 200, description = "count, next, previous, results", body = Page<AssistanceRequest>), (status = 400), (status = 401),
        (status = 403), (status = 404)))]
pub(crate) async fn list_assistance_requests(
    State(state): State<AppState>,
    Detailed(person): Detailed<Person>,
    Detailed(paging): Detailed<Paging>,
    Detailed(Query(filter)): Detailed<Query<Filter>>,
) -> Result<Json<Page<AssistanceRequest>>, Refusal> {
    let mut found = Entity::find().filter(scope::requests(&state, &person).await?);
    if let Some(id) = filter.resident {
        found = found.filter(Column::ResidentId.eq(id));
    }
    if let Some(id) = filter.provider {
        found = found.filter(Column::ProviderId.eq(id));
    }
    let count = found.clone().count(&*state.db).await?;
    let rows = found.order_by_desc(Column::Id).offset(paging.offset()).limit(paging.limit()).all(&*state.db);
    let shown = view::many(&*state.db, rows.await?).await?;
    Ok(Json(paging.page(count, shown)?))
}

/// One request with the current state of each delivery; 304 if it has not changed since the given `ETag`.
#[utoipa::path(get, path = "/api/v2/assistance-request/{id}", tag = "assistance", params(("id" = i64, Path)),
    responses((status = 200, description = "The request", body = AssistanceRequest), (status = 304), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_assistance_request(
    State(state): State<AppState>,
    Detailed(person): Detailed<Person>,
    Detailed(Id(id)): Detailed<Id>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let scope = scope::requests(&state, &person).await?;
    let row = scope::find(&*state.db, &scope, id).await?;
    let may_answer = replies::was_asked(&*state.db, &person.user.id, row.id).await?;
    let shown = AssistanceRequest { may_answer, ..view::one(&*state.db, row).await? };
    Ok(web::etag::answer(&shown, &headers)?)
}
