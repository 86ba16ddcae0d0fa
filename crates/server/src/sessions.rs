//! `/api/session`: signing in and out with a browser, and who is signed in.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Error;
use crate::json::JsonBody;
use crate::state::AppState;
use crate::viewer::check_origin_if_said;
use crate::{account, cookie, password, session};
use wire::session::Role;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create_session))
}

#[derive(Deserialize)]
struct NewSession {
    email: String,
    password: String,
}

/// Signs in with e-mail and password.
#[utoipa::path(post, path = "/api/session", tag = "session")]
async fn create_session(
    State(state): State<AppState>,
    headers: HeaderMap,
    JsonBody(new): JsonBody<NewSession>,
) -> Result<Response, Error> {
    check_origin_if_said(&headers, &state.config)?;
    let user = account::find(&*state.db, &new.email).await?.filter(|user| user.active);
    let stored = user.as_ref().and_then(|user| user.password_hash.clone());
    let right = password::matches(new.password, stored, state.config.password_cost).await?;
    let Some(user) = user.filter(|_| right) else {
        return Err(Error::unauthorized("The email or the password is not right. Try again."));
    };
    let secret = session::start(&state, &user.id).await?;
    let keep = (!Role::from(user.role.clone()).is_staff()).then_some(400);
    let mut answer = StatusCode::NO_CONTENT.into_response();
    answer.headers_mut().insert(SET_COOKIE, cookie::set(&secret, keep)?);
    Ok(answer)
}
