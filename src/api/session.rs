//! Sign-in and session of the app.

use wire::password::NewPassword;
use wire::session::{Session, SessionEnd, SignIn};

use super::{ApiError, Request, api_url, fetch_json, get_json, send, send_json};

/// `GET /api/session`: the signed-in account, and the operator's settings.
pub async fn get_session() -> Result<Session, ApiError> {
    get_json(&api_url("/session")).await
}

/// `POST /api/session`: signs in.
pub async fn create_session(sign_in: &SignIn) -> Result<Session, ApiError> {
    send_json(Request::post(&api_url("/session")), sign_in).await
}

/// `POST /api/session/active`: reports that a person is active.
pub async fn keep_session() -> Result<SessionEnd, ApiError> {
    fetch_json(Request::post(&api_url("/session/active"))).await
}

/// `DELETE /api/session`: signs out; the server deletes the session.
pub async fn delete_session() -> Result<(), ApiError> {
    send(Request::delete(&api_url("/session"))).await.map(drop)
}

/// `POST /api/password-resets/use`: sets a password with a reset code.
pub async fn use_password_reset(new: &NewPassword) -> Result<(), ApiError> {
    send(Request::post(&api_url("/password-resets/use")).json(new)).await.map(drop)
}
