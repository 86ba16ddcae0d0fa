//! Serves the built app: its one page, and the files that it loads.
//!
//! The app is a single-page app, so a path without a file is answered with `index.html`. A path that looks like a file is 404, so
//! that a missing script or chunk is never answered with a page.
//!
//! Files below `/app/` are in a folder that is named after its contents, so browsers cache them permanently. Every other file has
//! an `ETag` and is revalidated.

use axum::extract::State;
use axum::http::header::{HeaderMap, HeaderValue};
use axum::http::{Method, Uri, header};
use axum::response::Response;

use crate::state::AppState;
use web::content_security_policy::content_security_policy;
use web::error::Error;
use web::static_files::answer;

/// The folder whose files never change.
const NAMED_BY_CONTENTS: &str = "/app/";
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// Answers every path without a route.
pub(crate) async fn get_file(
    State(state): State<AppState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let path = uri.path();
    let is_api = ["/api", "/v2", "/service"]
        .iter()
        .any(|root| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if is_api || !(method == Method::GET || method == Method::HEAD) {
        return Err(Error::NotFound);
    }
    let files = &state.app_files;
    let found = match files.read(path).await {
        Some(file) => Some(file),
        None if is_screen(path, &headers) => files.read("/index.html").await,
        None => None,
    };
    let file = found.ok_or(Error::NotFound)?;
    let policy = file.is_page().then(|| content_security_policy(&file.plain, &state.config.web));
    let mut answer = answer(&file, &headers, policy);
    if path.starts_with(NAMED_BY_CONTENTS) {
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_GOOD));
    }
    if ["/staff", "/tv"].iter().any(|area| path.starts_with(area)) {
        answer.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
    }
    Ok(answer)
}

fn is_screen(path: &str, headers: &HeaderMap) -> bool {
    let looks_like_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    // A client without an `Accept` header accepts everything, as curl does.
    let takes_pages = accept.is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*"));
    // A missing script or picture must not be answered with a page.
    let destination = headers.get("sec-fetch-dest").and_then(|value| value.to_str().ok());
    let wants_a_page = destination.is_none_or(|what| matches!(what, "document" | "empty" | "iframe"));
    !looks_like_a_file && takes_pages && wants_a_page
}
