//! Strong `ETag`s over the JSON of an answer, and the answer 304 to whoever has it.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::Error;

/// The tags of `If-None-Match`, without quotes; a proxy may have weakened them.
pub fn tags(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
}

/// Any other answer with its strong tag; 304 without a body when the caller has it.
pub fn answer(body: &impl Serialize, headers: &HeaderMap) -> Result<Response, Error> {
    let tag = of_body(body)?;
    let fresh = [(header::ETAG, tag), (header::CACHE_CONTROL, PRIVATE)];
    if is_known(&fresh[0].1, headers) {
        return Ok((StatusCode::NOT_MODIFIED, fresh).into_response());
    }
    Ok((fresh, axum::Json(body)).into_response())
}

/// The strong tag of any other answer.
pub fn of_body(body: &impl Serialize) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(&format!("\"{}\"", hash(body)?)).map_err(Error::internal)
}

/// Whether the caller has what this tag stands for.
pub fn is_known(tag: &HeaderValue, headers: &HeaderMap) -> bool {
    let own = tag.to_str().unwrap_or_default().trim_matches('"');
    tags(headers).any(|tag| tag == "*" || tag == own)
}

/// A short hash over the JSON of a value.
pub fn hash(shown: &impl Serialize) -> Result<String, Error> {
    let bytes = serde_json::to_vec(shown).map_err(Error::internal)?;
    Ok(Sha256::digest(bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect())
}

/// A callout is kept by the one who reads it, and asked for again each time.
pub const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
