//! `GET /api/control/callouts` and `…/{id}`: the queue in pages of summaries, and one complete callout.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use serde::Deserialize;
use wire::control::CalloutSummary;

use crate::auth::caller::Controller;
use crate::auth::control_scope::ControlScope;
use crate::callouts::view::CalloutExtras;
use crate::control::queue_order::{Cursor, QueueKind, is_real, is_unacknowledged};
use crate::control::{act, view};
use crate::state::AppState;
use database::entity::callout;
use database::entity::callout::Column;
use web::error::Error;
use web::parameters::{Id, Query};

/// The largest and the default number of callouts on a page.
const LIMIT: u64 = 200;
const USUAL: u64 = 50;

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct QueueFilter {
    state: Option<String>,
    before: Option<String>,
    limit: Option<String>,
}

/// A page of the controller's callouts. `open` and `demo`: real ones first, among them the unacknowledged, then by the latest
/// press; `closed`: by the latest end. `Link` refers to the next page; `X-Total-Count` counts the whole queue,
/// `X-Unacknowledged-Count` its real callouts that nobody has acknowledged.
#[utoipa::path(get, path = "/api/control/callouts", tag = "control",
    params(("state" = Option<String>, Query, description = "open (the default), closed or demo"),
        ("before" = Option<String>, Query, description = "Continues after the row with this cursor, from Link, or with this id"),
        ("limit" = Option<u32>, Query, description = "At most 200; 50 by default")),
    responses((status = 200, description = "An array of summaries, 1 KB each at most", body = Vec<CalloutSummary>), (status = 304), (status = 400), (status = 401), (status = 403)))]
pub(crate) async fn list_control_callouts(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Query(filter): Query<QueueFilter>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let db = &*state.db;
    let which = QueueKind::parse(filter.state.as_deref())?;
    let limit = limit_of(filter.limit.as_deref())?;
    let holds = which.holds().add(scope.callouts());
    let after = match &filter.before {
        Some(text) => Some(crate::control::queue_order::cursor(db, &scope, which, text).await?),
        None => None,
    };
    let total = count(db, holds.clone()).await?;
    let unacknowledged = match which {
        QueueKind::Open => count_unacknowledged(db, &scope).await?,
        QueueKind::Demo | QueueKind::Closed => 0,
    };
    let mut rows = crate::control::queue_order::page(db, which, holds, after, limit + 1).await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| has_more).map(|last| Cursor::of(which, last).to_string());
    let list = view::many(db, rows, CalloutExtras::default()).await?;
    let list: Vec<_> = list.iter().map(CalloutSummary::of).collect();
    let header = |text: String| HeaderValue::try_from(text).map_err(Error::internal);
    let mut fresh = HeaderMap::new();
    fresh.insert(header::ETAG, web::etag::of_body(&(&list, total, unacknowledged, &next))?);
    fresh.insert(header::CACHE_CONTROL, web::etag::PRIVATE);
    fresh.insert(HeaderName::from_static("x-total-count"), header(total.to_string())?);
    fresh.insert(HeaderName::from_static("x-unacknowledged-count"), header(unacknowledged.to_string())?);
    if let Some(next) = next {
        let path = format!("/api/control/callouts?state={}&limit={limit}&before={next}", which.as_str());
        fresh.insert(header::LINK, header(format!("<{path}>; rel=\"next\""))?);
    }
    if web::etag::is_known(&fresh[header::ETAG], &headers) {
        return Ok((StatusCode::NOT_MODIFIED, fresh).into_response());
    }
    Ok((fresh, axum::Json(list)).into_response())
}

fn limit_of(text: Option<&str>) -> Result<u64, Error> {
    let Some(text) = text else { return Ok(USUAL) };
    let limit = text.parse().ok().filter(|limit| (1..=LIMIT).contains(limit));
    limit.ok_or_else(|| Error::bad_request("limit: use a number from 1 to 200."))
}

async fn count(db: &impl ConnectionTrait, holds: Condition) -> Result<u64, Error> {
    Ok(callout::Entity::find().filter(holds).count(db).await?)
}

/// The callouts with these ids that the controller may see.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    scope: &ControlScope,
    ids: &[i64],
) -> Result<Vec<callout::Model>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = callout::Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(scope.callouts());
    Ok(rows.order_by_asc(Column::Id).all(db).await?)
}

/// The number of real open callouts that nobody has acknowledged.
pub(crate) async fn count_unacknowledged(
    db: &impl ConnectionTrait,
    scope: &ControlScope,
) -> Result<i64, Error> {
    let open = QueueKind::Open.holds().add(scope.callouts());
    let count = count(db, open.add(is_real()).add(is_unacknowledged())).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// One callout with route and events.
#[utoipa::path(get, path = "/api/control/callouts/{id}", tag = "control", params(("id" = i64, Path)),
    responses((status = 200, description = "The callout", body = wire::control::ControlCallout), (status = 304), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_control_callout(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Id(id): Id,
    headers: HeaderMap,
) -> Result<Response, Error> {
    scope.find_callout(&*state.db, id).await?;
    let axum::Json(callout) = act::shown(&state, id).await?;
    web::etag::answer(&callout, &headers)
}
