//! `GET /api/callouts` and `GET /api/callouts/{id}`. Reading never writes.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use wire::status::CalloutStatus;

use crate::auth::caller::Caller;
use crate::callouts::access::{Reporter, readable};
use crate::callouts::etag::CalloutEtag;
use crate::callouts::view;
use crate::callouts::view::CalloutExtras;
use crate::state::AppState;
use database::entity::callout;
use web::error::Error;
use web::parameters::{Id, Query, flag};

/// The most callouts in one list.
const LIST_LIMIT: u64 = 50;

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ListFilter {
    #[serde(deserialize_with = "flag")]
    active: bool,
    before: Option<i64>,
    #[serde(deserialize_with = "flag")]
    should_include_route: bool,
    #[serde(deserialize_with = "flag")]
    should_include_events: bool,
}

/// The caller's own callouts, newest first, 50 at a time; with `active=true` those that are not closed, including dismissed ones.
/// `X-Total-Count` counts all of them, and `before` continues after the last.
#[utoipa::path(get, path = "/api/callouts", tag = "callouts",
    params(("active" = Option<bool>, Query, description = "Only those that are not closed"),
        ("before" = Option<i64>, Query, description = "Only those older than this id"),
        ("shouldIncludeRoute" = Option<bool>, Query), ("shouldIncludeEvents" = Option<bool>, Query)),
    responses((status = 200, description = "An array of callouts", body = Vec<wire::callout::Callout>), (status = 304), (status = 401), (status = 403)))]
pub(crate) async fn list_callouts(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Query(filter): Query<ListFilter>,
) -> Result<Response, Error> {
    let reporter = Reporter::new(&state, caller).await?;
    let mut query = callout::Entity::find().filter(reporter.own());
    if filter.active {
        query = query.filter(callout::Column::Status.ne(CalloutStatus::Closed.as_str()));
    }
    let total = query.clone().count(&*state.db).await?;
    if let Some(before) = filter.before {
        query = query.filter(callout::Column::Id.lt(before));
    }
    let rows = query.order_by_desc(callout::Column::Id).limit(LIST_LIMIT).all(&*state.db).await?;
    let shown = CalloutExtras {
        should_include_route: filter.should_include_route,
        should_include_events: filter.should_include_events,
    };
    let list = view::many(&*state.db, rows, shown).await?;
    let mut answer = web::etag::answer(&list, &headers)?;
    answer.headers_mut().insert("x-total-count", HeaderValue::from(total));
    Ok(answer)
}

/// One callout, with route and events if requested.
#[utoipa::path(get, path = "/api/callouts/{id}", tag = "callouts",
    params(("id" = i64, Path), ("shouldIncludeRoute" = Option<bool>, Query), ("shouldIncludeEvents" = Option<bool>, Query),
        ("If-None-Match" = Option<String>, Header)),
    responses((status = 200, description = "The callout, with a strong ETag", body = wire::callout::Callout), (status = 304, description = "Not changed since the given ETag"),
        (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_callout(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id,
    Query(shown): Query<CalloutExtras>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let row = readable(&state, caller, id).await?;
    let callout = view::one(&*state.db, row, shown).await?;
    let etag = CalloutEtag::of(&callout)?;
    let fresh = [(header::ETAG, etag.header()?), (header::CACHE_CONTROL, web::etag::PRIVATE)];
    if etag.is_known(&headers) {
        return Ok((StatusCode::NOT_MODIFIED, fresh).into_response());
    }
    Ok((fresh, axum::Json(callout)).into_response())
}
