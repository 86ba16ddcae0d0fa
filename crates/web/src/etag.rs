//! Strong `ETag`s over JSON responses, and 304 for a caller that has the current version.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::Error;

/// The ETags of `If-None-Match` without quotes, strong or weakened by a proxy.
pub fn tags(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
}

/// A JSON response with its strong ETag, or 304 without a body if the caller has this version.
pub fn answer(body: &impl Serialize, headers: &HeaderMap) -> Result<Response, Error> {
    let tag = of_body(body)?;
    let fresh = [(header::ETAG, tag), (header::CACHE_CONTROL, PRIVATE)];
    if is_known(&fresh[0].1, headers) {
        return Ok((StatusCode::NOT_MODIFIED, fresh).into_response());
    }
    Ok((fresh, axum::Json(body)).into_response())
}

/// The strong ETag of a JSON response.
pub fn of_body(body: &impl Serialize) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(&format!("\"{}\"", hash(body)?)).map_err(Error::internal)
}

/// Whether the caller's `If-None-Match` contains this ETag.
pub fn is_known(tag: &HeaderValue, headers: &HeaderMap) -> bool {
    let own = tag.to_str().unwrap_or_default().trim_matches('"');
    tags(headers).any(|tag| tag == "*" || tag == own)
}

/// A short hash over the JSON of a value.
pub fn hash(shown: &impl Serialize) -> Result<String, Error> {
    let bytes = serde_json::to_vec(shown).map_err(Error::internal)?;
    Ok(Sha256::digest(bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect())
}

/// Only the reader's browser may store a callout, and it must revalidate each time.
pub const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
