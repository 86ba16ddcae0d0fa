//! Tocsin's server: every API, the database and the app itself behind one origin.
//!
//! [`app`] builds the whole thing from a state, so that tests need no socket. Each file that answers requests
//! has a `routes()`; adding one means merging it in [`api`].

pub mod account;
mod callouts;
mod client_address;
pub mod clock;
pub mod config;
mod control;
mod cookie;
pub mod customer;
pub mod db;
pub mod demo;
pub mod dispatch;
pub mod error;
pub mod json;
pub mod migration;
mod oauth_token;
mod oauth_user;
mod parameters;
pub mod password;
mod password_resets;
mod response_types;
pub mod road;
pub mod session;
mod sessions;
mod settings;
pub mod state;
pub mod table;
pub mod token;
mod tries;
mod users;
pub mod viewer;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;

use crate::error::Error;
use crate::state::AppState;

/// All routes below `/api`, each file's own. Paths are written in full, as the contract prints them.
fn api() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(sessions::routes())
        .merge(oauth_token::routes())
        .merge(oauth_user::routes())
        .merge(password_resets::routes())
        .merge(users::routes())
        .merge(customer::routes())
        .merge(callouts::routes())
        .merge(control::routes())
}

/// The whole server.
pub fn app(state: AppState) -> Router {
    let (api, _description) = api().split_for_parts();
    api.fallback(async || Error::NotFound)
        .method_not_allowed_fallback(async || {
            Error::Answer(
                axum::http::StatusCode::METHOD_NOT_ALLOWED,
                serde_json::json!({ "message": "This address does not take that method." }),
            )
        })
        .layer(DefaultBodyLimit::max(json::BODY_LIMIT))
        .with_state(state)
}
