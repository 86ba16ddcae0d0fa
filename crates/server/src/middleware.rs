//! Middleware of every request: one line in the log, two metrics, and the headers that all responses have.
//!
//! The log contains the route and never the path itself, because paths contain ids and may contain what people typed.

use std::any::Any;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::context::Context;
use crate::route_priority;
use crate::state::AppState;
use database::priority::Priority;
use web::client_address::network;
use web::cookie;
use web::error::Error;

/// The time-out of a request, including its body.
const PATIENCE: Duration = Duration::from_secs(30);

/// The time-out of bulk requests, which yield to all others. Their callers are authenticated before the body is read.
const BULK_PATIENCE: Duration = Duration::from_secs(120);

/// Logs and counts the request.
pub(crate) async fn observe(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    // The simulator calls this server without a socket, every second, and is not logged.
    let is_from_outside = request.extensions().get::<ConnectInfo<SocketAddr>>().is_some();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_else(|| "app".to_owned());
    let mut answer = if names_nul(&request) {
        Error::NotFound.into_response()
    } else {
        let priority = route_priority::of_route(method.as_str(), &route);
        let patience = if priority == Priority::Bulk { BULK_PATIENCE } else { PATIENCE };
        let answer = tokio::time::timeout(patience, run(&state, priority, request, next)).await;
        answer.unwrap_or_else(|_| too_slow().into_response())
    };
    add_headers(&mut answer, &state, route.starts_with("/api/"));

    let took = start.elapsed();
    let status = answer.status();
    let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    if is_from_outside {
        tracing::info!(
            method = known_method(&method),
            route,
            status = status.as_u16(),
            microseconds,
            "answered"
        );
    } else {
        tracing::debug!(
            method = known_method(&method),
            route,
            status = status.as_u16(),
            microseconds,
            "answered ourselves"
        );
    }
    // Only values from closed sets: a label that callers can choose would create a new time series for each value.
    let labels = [("method", known_method(&method)), ("route", &*route), ("status", status_class(status))]
        .map(|(name, value)| (name, value.to_owned()));
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels[..2]).record(took.as_secs_f64());
    answer
}

/// Runs the request in its lane; bulk requests wait at the gate first.
async fn run(state: &Context, priority: Priority, request: Request, next: Next) -> Response {
    if priority != Priority::Bulk {
        return priority.run(next.run(request)).await;
    }
    let caller = caller_of(&request);
    let answer = state.bulk.run(&caller, next.run(request)).await;
    answer.unwrap_or_else(IntoResponse::into_response)
}

/// Distinguishes callers without a query, by their credential.
fn caller_of(request: &Request) -> String {
    let headers = request.headers();
    let token = headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes);
    let secret = cookie::read(headers).map(str::as_bytes).or(token);
    let address = || request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| network(info.0.ip()));
    secret.map_or_else(
        || address().unwrap_or_default(),
        |secret| database::digest::hash(&String::from_utf8_lossy(secret)),
    )
}

fn known_method(method: &Method) -> &'static str {
    const KNOWN: [&str; 9] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

fn status_class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

fn too_slow() -> Error {
    let message = "The request timed out. Send it again.";
    Error::Answer(StatusCode::REQUEST_TIMEOUT, json!({ "message": message }))
}

/// A handler that panicked: logged and answered like other internal errors; only this request fails.
pub(crate) fn answer_broken(_detail: Box<dyn Any + Send>) -> Response {
    // The detail may contain personal data. The log has the place of the panic already.
    Error::internal("a handler panicked").into_response()
}

/// PostgreSQL cannot store the character NUL, so no resource can match it.
fn names_nul(request: &Request) -> bool {
    let uri = request.uri();
    uri.path().contains("%00") || uri.query().is_some_and(|query| query.contains("%00"))
}

fn add_headers(answer: &mut Response, state: &Context, is_api: bool) {
    let is_unchanged = answer.status() == StatusCode::NOT_MODIFIED;
    let headers = answer.headers_mut();
    if is_api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    // A 304 has no content to protect, and must be small.
    if is_unchanged {
        return;
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let is_public = state.config.web.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    if is_public {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}
