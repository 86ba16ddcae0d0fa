//! `GET /api/notifications`.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wire::notification::NotificationFilter;

use crate::auth::caller::Caller;
use crate::notifications::list::filter::ListRequest;
use crate::notifications::list::{COUNTED, count, load, page};
use crate::notifications::{PRIVATE, tray, view};
use crate::state::AppState;
use web::error::Error;
use web::problem::invalid;

/// A page of notifications, newest first. `X-Total-Count` counts those that match the filter, `X-Unread-Count` those that the
/// caller has not read.
#[utoipa::path(get, path = "/api/notifications", tag = "notifications",
    params(("notificationType" = Option<String>, Query, description = "One, or several: [Screen, Email, Text], or the name repeated; so are targetId, targetType and user"), ("targetId" = Option<String>, Query), ("targetType" = Option<String>, Query),
        ("user" = Option<String>, Query), ("team" = Option<String>, Query), ("siteId" = Option<i64>, Query), ("unread" = Option<bool>, Query), ("requireAction" = Option<bool>, Query),
        ("decided" = Option<bool>, Query), ("createdFrom" = Option<String>, Query, description = "Arrived at this time or later"),
        ("createdBefore" = Option<String>, Query, description = "Arrived before this time"),
        ("dueBefore" = Option<String>, Query, description = "Needs a decision before this time"), ("q" = Option<String>, Query, description = "Words; the last may be a prefix"),
        ("removed" = Option<bool>, Query, description = "true: what the caller removed from the tray, and may put back"),
        ("before" = Option<String>, Query, description = "Only those older than this id"), ("limit" = Option<u32>, Query, description = "At most 200; 50 by default"),
        ("scope" = Option<String>, Query, description = "all: the whole organisation, for managers and admins")),
    responses((status = 200, description = "An array", body = Vec<wire::notification::Notification>), (status = 304), (status = 401), (status = 403), (status = 422)))]
pub(crate) async fn list_notifications(
    State(state): State<AppState>,
    caller: Caller,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let filter = NotificationFilter::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let filter = filter.map_err(invalid)?;
    let db = &*state.db;
    let request = ListRequest::new(db, &caller, filter).await?;
    let total = count(db, &request).await?;
    let seqs = page(db, &request).await?;
    let seen = load(db, &caller, &seqs, request.filter.is_of_removed()).await?;
    let list = view::many(db, &caller, seen).await?;
    let unread = match &caller {
        Caller::Person(person) => tray::unread(db, &person.user.id).await?,
        _ => 0,
    };
    let total = if total > COUNTED { format!("{COUNTED}+") } else { total.to_string() };
    let header = |text: String| HeaderValue::try_from(text).map_err(Error::internal);
    let fresh = [
        (header::ETAG, web::etag::of_body(&(&list, &total, unread))?),
        (header::CACHE_CONTROL, PRIVATE),
        (HeaderName::from_static("x-total-count"), header(total)?),
        (HeaderName::from_static("x-unread-count"), header(unread.to_string())?),
    ];
    if web::etag::is_known(&fresh[0].1, &headers) {
        return Ok((StatusCode::NOT_MODIFIED, fresh).into_response());
    }
    Ok((fresh, axum::Json(list)).into_response())
}
