//! The app's own sign-in.

use wire::password::NewPassword;
use wire::session::{Session, SessionEnd, SignIn};

use super::{ApiError, Request, ask, at, send, tell};
use crate::json;

/// `GET /api/session`: who is signed in, and what the operator configured.
pub async fn get_session() -> Result<Session, ApiError> {
    ask(Request::get(&at("/session"))).await
}

/// `POST /api/session`: signs in.
pub async fn create_session(sign_in: &SignIn) -> Result<Session, ApiError> {
    tell(Request::post(&at("/session")), sign_in).await
}

/// `POST /api/session/active`: a person is there.
pub async fn keep_session() -> Result<SessionEnd, ApiError> {
    ask(Request::post(&at("/session/active"))).await
}

/// `DELETE /api/session`: signs out, and the server forgets the session.
pub async fn delete_session() -> Result<(), ApiError> {
    send(Request::delete(&at("/session"))).await.map(drop)
}

/// `POST /api/password-resets/use`: chooses a password with a code.
pub async fn use_password_reset(new: &NewPassword) -> Result<(), ApiError> {
    send(Request::post(&at("/password-resets/use")).json(json::write(new))).await.map(drop)
}
