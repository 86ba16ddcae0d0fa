//! `/healthz` for process managers, `/metrics` for monitoring.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use crate::context::Context;
use crate::messages::stuck;
use crate::state::AppState;
use web::error::Error;

/// The routes of this file.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/healthz", get(get_health)).route("/metrics", get(get_metrics))
}

/// 200 if the database responds. OutboxBacklog messages are reported, but are no reason to restart the server.
async fn get_health(State(state): State<AppState>) -> Response {
    match stuck(&*state.db, state.now()).await {
        Ok(stuck) => {
            let outbox = json!({ "stuck": stuck.count, "oldestMinutes": stuck.minutes });
            Json(json!({ "status": "ok", "outbox": outbox })).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the database does not respond");
            (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "the database does not respond" })))
                .into_response()
        }
    }
}

/// Only the metrics, for a listener that only the operator's network reaches.
pub(crate) fn metrics(state: AppState) -> Router {
    Router::new()
        .route("/metrics", get(async |State(state): State<AppState>| show_metrics(&state)))
        .with_state(state)
}

/// The metrics on the main listener, for callers with the operator's token.
async fn get_metrics(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, Error> {
    let token =
        headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    // Compares hashes, so that the duration reveals nothing about the token.
    let is_right = |right: &String| {
        token.is_some_and(|token| database::digest::hash(token) == database::digest::hash(right))
    };
    if !state.config.metrics_token.as_ref().is_some_and(is_right) {
        return Err(Error::NotFound);
    }
    Ok(show_metrics(&state))
}

/// Counts and durations in Prometheus' text format, without personal data.
fn show_metrics(state: &Context) -> Response {
    let text = state.metrics.as_ref().map(|handle| handle.render()).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
