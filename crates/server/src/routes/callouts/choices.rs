//! `/api/callout-classifications` and `/api/response-types`: lists that clients may cache.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wire::classification::{Choice, classifications, response_types};

use web::error::Error;

/// REAL and TEST.
#[utoipa::path(get, path = "/api/callout-classifications", tag = "callouts",
    responses((status = 200, description = "An array of id and name", body = Vec<Choice>), (status = 304)))]
pub(crate) async fn list_callout_classifications(headers: HeaderMap) -> Result<Response, Error> {
    answer(&classifications(), &headers)
}

/// Security, Medical and Demo.
#[utoipa::path(get, path = "/api/response-types", tag = "callouts",
    responses((status = 200, description = "An array of id and name", body = Vec<Choice>), (status = 304)))]
pub(crate) async fn list_response_types(headers: HeaderMap) -> Result<Response, Error> {
    answer(&response_types(), &headers)
}

fn answer(list: &Vec<Choice>, headers: &HeaderMap) -> Result<Response, Error> {
    let tag = web::etag::of_body(list)?;
    let unchanged = web::etag::is_known(&tag, headers);
    let kept = [
        (header::ETAG, tag),
        (header::CACHE_CONTROL, header::HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    if unchanged {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    Ok((kept, axum::Json(list)).into_response())
}
