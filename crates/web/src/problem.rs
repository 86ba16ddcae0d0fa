//! The Notifications API's error format: RFC 9457 problems.

use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use wire::problem::{FieldErrors, Problem};

use crate::error::{Error, ErrorMessage};
use crate::refusals::refuse_with;

/// The routes, with all their errors converted to problems, including those of extractors and middleware.
pub fn styled<S: Clone + Send + Sync + 'static>(routes: OpenApiRouter<S>) -> OpenApiRouter<S> {
    refuse_with::<Problem, _>(routes.layer(map_response(restyle)), "application/problem+json")
}

async fn restyle(mut response: Response) -> Response {
    let status = response.status();
    let json = HeaderValue::from_static("application/problem+json");
    let Some(ErrorMessage(detail)) = response.extensions_mut().remove() else {
        // HTML pages for people are not converted.
        let kind = response.headers().get(header::CONTENT_TYPE);
        let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if status.is_client_error() && !is_page {
            response.headers_mut().insert(header::CONTENT_TYPE, json);
        }
        return response;
    };
    let body = problem(status, Some(detail), FieldErrors::default());
    let mut problem_response = (status, axum::Json(body)).into_response();
    for (name, value) in response.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            problem_response.headers_mut().insert(name, value.clone());
        }
    }
    problem_response.headers_mut().insert(header::CONTENT_TYPE, json);
    problem_response
}

fn problem(status: StatusCode, detail: Option<String>, errors: FieldErrors) -> Problem {
    Problem {
        kind: "about:blank".to_owned(),
        title: title(status).to_owned(),
        status: u32::from(status.as_u16()),
        detail,
        errors,
    }
}

fn title(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "The request cannot be parsed",
        401 => "Not signed in",
        403 => "Not allowed for this role",
        404 => "Not found",
        409 => "Conflict with the current state",
        412 => "Changed in the meantime",
        413 => "Too large",
        422 => "Some fields cannot be used",
        429 => "Too many requests",
        _ => status.canonical_reason().unwrap_or("Request failed"),
    }
}

/// 422 with the problem of each field.
pub fn invalid(errors: FieldErrors) -> Error {
    answer(StatusCode::UNPROCESSABLE_ENTITY, None, errors, None)
}

/// 422 about one field.
pub fn invalid_field(field: &str, complaint: impl Into<String>) -> Error {
    invalid(FieldErrors::one(field, complaint))
}

/// 409 or 412 with the stored resource under its name, so that the caller sees the other person's change.
pub fn overtaken(status: StatusCode, detail: String, stored: (&str, &impl Serialize)) -> Error {
    answer(status, Some(detail), FieldErrors::default(), Some((stored.0, json!(stored.1))))
}

fn answer(
    status: StatusCode,
    detail: Option<String>,
    errors: FieldErrors,
    stored: Option<(&str, Value)>,
) -> Error {
    let mut body = serde_json::to_value(problem(status, detail, errors)).unwrap_or(Value::Null);
    if let Some((name, stored)) = stored {
        body[name] = stored;
    }
    Error::Answer(status, body)
}
