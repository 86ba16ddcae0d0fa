//! Tocsin's server: every API, the database and the app itself behind one origin.
//!
//! [`app`] builds the whole thing from a state, so that tests need no socket. Each file that answers requests
//! has a `routes()`; adding one means merging it in [`api`].

pub mod account;
mod app_files;
pub mod assistance;
pub mod bulk;
pub mod calendar;
pub mod callouts;
pub mod carrier;
pub mod cli;
mod clients;
pub mod config;
pub mod connections;
mod control;
pub mod control_scope;
pub mod customer;
pub mod deliveries;
pub mod demo;
mod description;
pub mod dispatch;
pub mod documents;
pub mod escalation;
pub mod geocoder;
pub mod governance;
mod health;
mod homes;
pub mod jobs;
pub mod leases;
pub mod letters;
pub mod limits;
pub mod messages;
pub mod notifications;
mod oauth_token;
mod oauth_user;
pub mod password;
mod password_resets;
pub mod preferences;
pub mod processes;
pub mod push;
mod raw_fields;
pub mod records;
pub mod retention;
pub mod revoke;
pub mod road;
pub(crate) mod route_lane;
mod scope;
mod services;
pub mod session;
mod sessions;
mod signed_link;
pub mod simulator;
mod slash;
mod spreadsheet;
pub mod state;
mod templates;
pub mod token;
mod tv;
mod users;
pub mod viewer;
pub mod visits;
mod watch;

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

/// All routes below `/api`, each file's own. Paths are written in full, as the contract prints them.
fn api(state: &AppState) -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(sessions::routes())
        .merge(oauth_token::routes())
        .merge(oauth_user::routes())
        .merge(clients::routes())
        .merge(password_resets::routes())
        .merge(users::routes())
        .merge(tv::routes())
        .merge(customer::routes())
        .merge(callouts::routes())
        .merge(control::routes())
        .merge(escalation::routes())
        .merge(assistance::routes())
        .merge(notify::routes(state.notify.clone()))
        .merge(messages::routes())
        .merge(documents::routes())
        .merge(templates::routes())
        .merge(carrier::routes())
        .merge(letters::routes())
        .merge(deliveries::routes())
        .merge(push::routes())
        .merge(notifications::routes())
        .merge(services::routes())
        .merge(processes::routes())
        .merge(governance::routes())
        .merge(records::routes())
        .merge(visits::routes())
        .merge(preferences::routes())
}

/// The whole server.
pub fn app(state: AppState) -> Router {
    let (api, description) =
        OpenApiRouter::with_openapi(description::begin()).merge(api(&state)).split_for_parts();
    let router = api
        .merge(description::routes(description))
        .merge(health::routes())
        .fallback(app_files::get_file)
        .method_not_allowed_fallback(async || {
            let message = json!({ "message": "This address does not take that method." });
            Error::Answer(StatusCode::METHOD_NOT_ALLOWED, message)
        })
        .layer(DefaultBodyLimit::max(web::json::BODY_LIMIT))
        .layer(CatchPanicLayer::custom(watch::answer_broken))
        .layer(from_fn_with_state(Arc::new(state.config.web.clone()), web::cookie::rename_cookies))
        .layer(from_fn_with_state(state.clone(), watch::watch))
        .layer(CompressionLayer::new())
        .with_state(state);
    // Routes are matched inside, so that the address is tidied before.
    Router::new().fallback_service(MapRequest::new(router, slash::without_slash))
}
