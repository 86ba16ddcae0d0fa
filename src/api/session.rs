//! The app's own sign-in.

use wire::password::NewPassword;
use wire::session::{Session, SessionEnd, SignIn};

use super::{ApiError, Request, api_url, fetch_json, get_json, send, send_json};

/// `GET /api/session`: who is signed in, and what the operator configured.
pub async fn get_session() -> Result<Session, ApiError> {
    get_json(&api_url("/session")).await
}

/// `POST /api/session`: signs in.
pub async fn create_session(sign_in: &SignIn) -> Result<Session, ApiError> {
    send_json(Request::post(&api_url("/session")), sign_in).await
}

/// `POST /api/session/active`: a person is there.
pub async fn keep_session() -> Result<SessionEnd, ApiError> {
    fetch_json(Request::post(&api_url("/session/active"))).await
}

/// `DELETE /api/session`: signs out, and the server forgets the session.
pub async fn delete_session() -> Result<(), ApiError> {
    send(Request::delete(&api_url("/session"))).await.map(drop)
}

/// `POST /api/password-resets/use`: chooses a password with a code.
pub async fn use_password_reset(new: &NewPassword) -> Result<(), ApiError> {
    send(Request::post(&api_url("/password-resets/use")).json(new)).await.map(drop)
}
