//! Tocsin's server: every API, the database and the app behind one origin.
//!
//! [`app`] builds the router from a state, so that tests need no socket. Each file with handlers has a function `routes()`; a new
//! one is merged in [`api`].

pub mod accounts;
pub mod assistance;
pub mod auth;
pub mod bulk;
pub mod calendar;
pub mod callouts;
pub mod carrier;
pub mod cli;
pub mod config;
pub mod connections;
pub mod context;
pub(crate) mod control;
pub mod deliveries;
pub mod demo;
pub mod dispatch;
pub(crate) mod documents;
pub(crate) mod embedded_app;
pub mod escalation;
pub mod fleet;
pub mod geocoder;
pub mod governance;
pub(crate) mod homes;
pub mod jobs;
pub mod letters;
pub mod limits;
pub mod messages;
pub(crate) mod middleware;
pub mod notifications;
pub(crate) mod preferences;
pub mod processes;
pub mod push;
pub(crate) mod raw_fields;
pub mod records;
pub(crate) mod residents;
pub(crate) mod route_priority;
pub(crate) mod routes;
pub(crate) mod services;
pub(crate) mod signed_link;
pub(crate) mod slash;
pub(crate) mod spreadsheet;
pub mod state;
pub(crate) mod templates;
pub(crate) mod tv;
pub(crate) mod users;
pub mod visits;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use serde_json::json;
use tower::util::MapRequest;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;
use web::error::Error;

/// All routes below `/api`, from each file's `routes()`. Paths are written in full, as in the contract.
fn api(notify: OpenApiRouter<AppState>) -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(crate::routes::sessions::routes())
        .merge(crate::routes::oauth_token::routes())
        .merge(crate::routes::oauth_user::routes())
        .merge(crate::routes::clients::routes())
        .merge(crate::routes::password_resets::routes())
        .merge(crate::routes::users::routes())
        .merge(crate::routes::tv::routes())
        .merge(crate::routes::customer::routes())
        .merge(crate::routes::callouts::routes())
        .merge(crate::routes::control::routes())
        .merge(crate::routes::escalation::routes())
        .merge(crate::routes::assistance::routes())
        .merge(notify)
        .merge(crate::routes::messages::routes())
        .merge(crate::routes::documents::routes())
        .merge(crate::routes::templates::routes())
        .merge(crate::routes::carrier::routes())
        .merge(crate::routes::letters::routes())
        .merge(crate::routes::deliveries::routes())
        .merge(crate::routes::push::routes())
        .merge(crate::routes::notifications::routes())
        .merge(crate::routes::services::routes())
        .merge(crate::routes::processes::routes())
        .merge(crate::routes::governance::routes())
        .merge(crate::routes::records::routes())
        .merge(crate::routes::visits::routes())
        .merge(crate::routes::preferences::routes())
}

/// The description of every API, as `/api/openapi.json` returns it.
pub fn description() -> utoipa::openapi::OpenApi {
    let notify = OpenApiRouter::with_openapi(notify::description());
    let begin = routes::description::begin();
    let mut description = OpenApiRouter::with_openapi(begin).merge(api(notify)).into_openapi();
    routes::description::finish(&mut description);
    description
}

/// The router of the whole server.
pub fn app(state: AppState) -> Router {
    let notify = notify::routes(state.notify.clone());
    let (api, description) =
        OpenApiRouter::with_openapi(crate::routes::description::begin()).merge(api(notify)).split_for_parts();
    let router = api
        .merge(crate::routes::description::routes(description))
        .merge(crate::routes::health::routes())
        .fallback(crate::routes::app_files::get_file)
        .method_not_allowed_fallback(async || {
            let message = json!({ "message": "Method not allowed. The Allow header lists the methods of this endpoint." });
            Error::Answer(StatusCode::METHOD_NOT_ALLOWED, message)
        })
        .layer(DefaultBodyLimit::max(web::json::BODY_LIMIT))
        .layer(CatchPanicLayer::custom(crate::middleware::answer_broken))
        .layer(from_fn_with_state(Arc::new(state.config.web.clone()), web::cookie::rename_cookies))
        .layer(from_fn_with_state(state.clone(), crate::middleware::observe))
        .layer(CompressionLayer::new())
        .with_state(state);
    // The path is normalised outside of the router, before routes are matched.
    Router::new().fallback_service(MapRequest::new(router, slash::without_slash))
}
