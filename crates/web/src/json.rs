//! Reads request bodies. Every problem with a body is answered with a 4xx that names the field.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;

use crate::error::Error;

/// The largest body that these APIs accept.
pub const BODY_LIMIT: usize = 64 * 1024;

/// The deepest nesting that these APIs accept. The parser's own limit does not count fields that it skips.
const DEPTH_LIMIT: usize = 32;

/// A JSON body. The content type is ignored: a wrong header must not stop an alarm, and `same_origin` refuses forged requests
/// from other sites.
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let bytes = read_body(request, state).await?;
        parse(&bytes).map(Self)
    }
}

/// An optional JSON body; an empty body gives the type's default.
#[derive(Debug)]
pub struct OptionalJsonBody<T>(pub T);

impl<T: DeserializeOwned + Default, S: Send + Sync> FromRequest<S> for OptionalJsonBody<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let bytes = read_body(request, state).await?;
        if bytes.trim_ascii().is_empty() {
            return Ok(Self(T::default()));
        }
        parse(&bytes).map(Self)
    }
}

/// Reads the whole body; 413 if it is larger than [`BODY_LIMIT`].
pub async fn read_body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Error> {
    let bytes = Bytes::from_request(request, state).await;
    let bytes = bytes.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::bad_request("The body is incomplete. Send it again."),
    })?;
    Ok(without_mark(bytes))
}

/// A body that programs send as JSON or as a form.
pub enum JsonOrForm {
    /// JSON.
    Json(Bytes),
    /// `application/x-www-form-urlencoded`.
    Form(Bytes),
}

impl JsonOrForm {
    /// Reads the whole body; 413 if it is larger than [`BODY_LIMIT`].
    pub async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Self, Error> {
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let says_form =
            content_type.is_some_and(|text| text.starts_with("application/x-www-form-urlencoded"));
        let body = read_body(request, state).await?;
        // curl says "form" of any body unless told otherwise.
        let is_form = says_form && !body.trim_ascii_start().starts_with(b"{");
        Ok(if is_form { Self::Form(body) } else { Self::Json(body) })
    }
}

/// Strips the byte order mark that some programs write before UTF-8.
pub fn without_mark(bytes: Bytes) -> Bytes {
    if bytes.starts_with(b"\xef\xbb\xbf") { bytes.slice(3..) } else { bytes }
}

/// Parses a JSON object; the error names the field and what it must contain.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    check_shape(bytes)?;
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| describe(&error.path().to_string(), error.inner()))?;
    reader.end().map_err(|error| describe(".", &error))?;
    Ok(value)
}

/// Parses a JSON list, as [`parse`] parses an object.
pub fn parse_list<T: DeserializeOwned>(bytes: &[u8]) -> Result<Vec<T>, Error> {
    if bytes.trim_ascii_start().first() != Some(&b'[') {
        return Err(Error::bad_request("The body is not a list. Send a JSON list: […]."));
    }
    check_content(bytes)?;
    serde_json::from_slice(bytes).map_err(|error| describe("", &error))
}

/// Refuses input that serde would accept or fail on unclearly: a list in place of an object, deep nesting, and the character NUL,
/// which PostgreSQL cannot store.
fn check_shape(bytes: &[u8]) -> Result<(), Error> {
    let start = bytes.trim_ascii_start();
    if start.first().is_some_and(|first| b"[\"0123456789-tfn".contains(first)) {
        return Err(Error::bad_request("The body is not an object. Send a JSON object: {…}."));
    }
    check_content(bytes)
}

fn check_content(bytes: &[u8]) -> Result<(), Error> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut at = 0;
    while at < bytes.len() {
        match (in_string, bytes[at]) {
            (true, b'\\') => {
                if bytes[at..].starts_with(br"\u0000") {
                    return Err(Error::bad_request(r"The body contains the character \u0000. Remove it."));
                }
                at += 1;
            }
            (_, b'"') => in_string = !in_string,
            (false, b'{' | b'[') => {
                depth += 1;
                if depth > DEPTH_LIMIT {
                    return Err(Error::bad_request(format!(
                        "The body is nested too deeply. Use at most {DEPTH_LIMIT} levels."
                    )));
                }
            }
            (false, b'}' | b']') => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

fn describe(path: &str, error: &serde_json::Error) -> Error {
    use serde_json::error::Category;
    let text = error.to_string();
    // serde_json appends the line and column, which help only when no field can be named.
    let (what, place) =
        text.rsplit_once(" at line ").map_or((text.as_str(), ""), |(what, place)| (what, place));
    let message = match error.classify() {
        Category::Data if path == "." || path.is_empty() || path == "?" => {
            format!("The body cannot be used: {what}.")
        }
        Category::Data => format!("The field {path} cannot be used: {what}."),
        Category::Eof => "The body is incomplete. Send one complete JSON value.".to_owned(),
        Category::Syntax | Category::Io => format!("The body is not JSON: {what}, at line {place}."),
    };
    Error::bad_request(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Outer {
        inner: Inner,
    }

    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Inner {
        count: u8,
    }

    fn message(body: &str) -> String {
        parse::<Outer>(body.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_wrong_type_is_named_with_its_path() {
        let text = message(r#"{"inner":{"count":"five"}}"#);
        assert!(text.contains("inner.count") && text.contains("u8"), "{text}");
    }

    #[test]
    fn a_missing_field_is_named() {
        assert!(message(r#"{"inner":{}}"#).contains("missing field `count`"));
    }

    #[test]
    fn deep_nesting_is_refused_even_where_it_would_be_skipped() {
        let deep = format!(r#"{{"inner":{{"count":1}},"x":{}{}}}"#, "[".repeat(40), "]".repeat(40));
        assert!(message(&deep).contains("nested too deeply"));
    }

    #[test]
    fn nul_is_refused_but_an_escaped_backslash_before_u0000_is_not() {
        assert!(message(r#"{"x":"\u0000","inner":{"count":1}}"#).contains("u0000"));
        assert!(parse::<Outer>(br#"{"x":"\\u0000","inner":{"count":1}}"#).is_ok());
    }

    #[test]
    fn a_list_is_not_read_as_the_fields_of_an_object() {
        assert!(message("[[1]]").contains("not an object"));
    }

    #[test]
    fn a_byte_order_mark_before_the_body_is_skipped() {
        let marked = Bytes::from_static(b"\xef\xbb\xbf{}");
        assert_eq!(&without_mark(marked)[..], b"{}");
        assert_eq!(&without_mark(Bytes::from_static(b"\xef\xbb"))[..], b"\xef\xbb");
    }

    #[test]
    fn two_values_are_not_one() {
        assert!(message(r#"{"inner":{"count":1}} {}"#).contains("not JSON"));
    }
}
