//! The error type of the Callouts and Session APIs: each error is `{"message": "…"}` and tells the caller what to do.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::DbErr;
use serde_json::{Value, json};
use wire::plural::counted;

use database::response_types::UnknownResponseType;

/// In a change: the account that the page was drawn for. In an error: the account that is signed in now.
pub const ACTING_USER: HeaderName = HeaderName::from_static("tocsin-user");

/// After how many seconds to retry a request that found the database locked by another process.
const BUSY_RETRY_AFTER: u64 = 2;

/// The message of an error, stored beside the response, so that an API with another error format can format it anew.
#[derive(Clone, Debug)]
pub struct ErrorMessage(pub String);

/// The error type of handlers.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 400: the request cannot be parsed; the text names the field and the remedy.
    #[error("{0}")]
    BadRequest(String),
    /// 401: not signed in, or the token was revoked or has expired.
    #[error("{0}")]
    Unauthorized(String),
    /// 403: signed in, but not allowed.
    #[error("{0}")]
    Forbidden(String),
    /// 404: absent, or another person's. It has no details, so that callers cannot distinguish the two.
    #[error("Not found.")]
    NotFound,
    /// 409: the resource is not in the state that this change needs.
    #[error("{0}")]
    Conflict(String),
    /// 409: the page was drawn for an account that is no longer signed in. Contains the account that is signed in now.
    #[error("Another account has signed in with this browser. Nothing was changed. Reload the page.")]
    AnotherUser(String),
    /// 413: the body exceeds the limit.
    #[error("The body is too large. Send at most 64 KiB.")]
    TooLarge,
    /// 422: well-formed, but it contradicts stored data.
    #[error("{0}")]
    Unprocessable(String),
    /// 429: too many attempts; allowed again after this many seconds.
    #[error("Too many attempts. Wait {}, then try again.", seconds(*retry_after))]
    TooManyRequests {
        /// Seconds until the next attempt is allowed.
        retry_after: u64,
    },
    /// 503: the server is at its limit; retry after this many seconds.
    #[error("The server is busy. Wait {}, then try again.", seconds(*retry_after))]
    Busy {
        /// Seconds until the request may be retried.
        retry_after: u64,
    },
    /// Any status with a complete body, for errors that contain more than a message.
    #[error("{0}")]
    Answer(StatusCode, Value),
    /// 500: a database error. The detail is logged and never shown.
    #[error("database error: {0}")]
    Database(DbErr),
    /// 500: a defect of the program. The detail is logged and never shown.
    #[error("internal: {0}")]
    Internal(String),
}

fn seconds(count: u64) -> String {
    counted("1 second|{count} seconds", i64::try_from(count).unwrap_or(i64::MAX))
}

/// A locked database is not the request's fault, so the caller may retry.
impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if database::connection::is_busy(&error) {
            tracing::warn!(%error, "the database is locked by another process");
            return Self::Busy { retry_after: BUSY_RETRY_AFTER };
        }
        Self::Database(error)
    }
}

impl From<UnknownResponseType> for Error {
    fn from(error: UnknownResponseType) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl From<database::error::Error> for Error {
    fn from(error: database::error::Error) -> Self {
        match error {
            database::error::Error::Database(error) => error.into(),
            database::error::Error::SecretsKey(text) => Self::conflict(text),
            database::error::Error::Internal(detail) => Self::Internal(detail),
        }
    }
}

impl Error {
    /// 400 with this message.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::BadRequest(message.into())
    }

    /// 401 with this message.
    pub fn unauthorized(message: impl Into<String>) -> Self {
        Self::Unauthorized(message.into())
    }

    /// 403 with this message.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::Forbidden(message.into())
    }

    /// 409 with this message.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::Conflict(message.into())
    }

    /// 422 with this message.
    pub fn unprocessable(message: impl Into<String>) -> Self {
        Self::Unprocessable(message.into())
    }

    /// 500, with a detail that only the log shows.
    pub fn internal(detail: impl std::fmt::Display) -> Self {
        Self::Internal(detail.to_string())
    }

    /// The HTTP status of this error.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict(_) | Self::AnotherUser(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unprocessable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Answer(status, _) => *status,
            Self::Database(_) | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = match &self {
            Self::Answer(_, body) => body.clone(),
            Self::Database(_) | Self::Internal(_) => {
                tracing::error!(error = %self, "request failed");
                json!({ "message": "Something went wrong on our side. Try again." })
            }
            _ => json!({ "message": self.to_string() }),
        };
        let message = body["message"].as_str().map(|message| ErrorMessage(message.to_owned()));
        let mut response = (status, axum::Json(body)).into_response();
        if let Some(message) = message {
            response.extensions_mut().insert(message);
        }
        let headers = response.headers_mut();
        match self {
            Self::TooManyRequests { retry_after } | Self::Busy { retry_after } => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
            }
            Self::AnotherUser(id) => {
                headers.extend(HeaderValue::from_str(&id).ok().map(|id| (ACTING_USER, id)));
            }
            Self::Unauthorized(_) => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        response
    }
}
