//! `GET /api/control/callouts` and `…/{id}`: the queue, most urgent first, and one callout whole.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use wire::status::CalloutStatus;

use crate::callouts::present::Shown;
use crate::callouts::tag;
use crate::control::{act, present};
use crate::error::Error;
use crate::parameters::{Id, Query};
use crate::state::AppState;
use crate::table::callout::{self, Column};
use crate::viewer::Controller;

/// The most callouts of one list.
const LIST_LIMIT: u64 = 200;

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct QueueFilter {
    state: Option<String>,
}

/// The callouts of one queue: `open` and `demo` most urgent first, then oldest; `closed` newest first.
#[utoipa::path(get, path = "/api/control/callouts", tag = "control",
    params(("state" = Option<String>, Query, description = "open (the default), closed or demo")),
    responses((status = 200, description = "An array, at most 200"), (status = 304), (status = 400), (status = 401), (status = 403)))]
pub(super) async fn list_control_callouts(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Query(filter): Query<QueueFilter>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let open = CalloutStatus::ALL.into_iter().filter(|status| !status.is_closed()).map(String::from);
    let query = match filter.state.as_deref().unwrap_or("open") {
        "open" => callout::Entity::find().filter(Column::Status.is_in(open)).filter(Column::Demo.eq(false)),
        "demo" => callout::Entity::find().filter(Column::Status.is_in(open)).filter(Column::Demo.eq(true)),
        "closed" => callout::Entity::find()
            .filter(Column::Status.eq(CalloutStatus::Closed.as_str()))
            .order_by_desc(Column::ResolvedAt),
        _ => return Err(Error::bad_request("state: write open, closed or demo.")),
    };
    let rows = query
        .filter(scope.callouts())
        .order_by_desc(Column::Urgency)
        .order_by_asc(Column::Id)
        .limit(LIST_LIMIT)
        .all(&*state.db)
        .await?;
    let list = present::many(&*state.db, rows, Shown::default()).await?;
    tag::answer(&list, &headers)
}

/// One callout with route and events.
#[utoipa::path(get, path = "/api/control/callouts/{id}", tag = "control", params(("id" = i64, Path)),
    responses((status = 200, description = "The callout"), (status = 304), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn get_control_callout(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Id(id): Id,
    headers: HeaderMap,
) -> Result<Response, Error> {
    scope.find_callout(&*state.db, id).await?;
    let axum::Json(callout) = act::shown(&state, id).await?;
    tag::answer(&callout, &headers)
}
