//! Errors in the format of GOV.UK Notify's API: `{"status_code", "errors": [{"error": "Class", "message": "…"}]}`.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sea_orm::DbErr;
use wire::notify::RefusalError;

use web::error::Error;

/// An error with its status and one or more messages of one class.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    class: &'static str,
    messages: Vec<String>,
}

impl Refusal {
    fn new(status: StatusCode, class: &'static str, message: impl Into<String>) -> Self {
        Self { status, class, messages: vec![message.into()] }
    }

    /// The messages of the error.
    pub fn messages(&self) -> &[String] {
        &self.messages
    }

    /// The token is missing (401) or not valid (403).
    pub(super) fn auth(status: StatusCode, message: impl Into<String>) -> Self {
        Self::new(status, "AuthError", message)
    }

    /// The request is malformed; contains all problems at once.
    pub(super) fn validation(messages: Vec<String>) -> Self {
        let mut messages = messages;
        let mut seen = std::collections::HashSet::new();
        messages.retain(|message| seen.insert(message.clone()));
        Self { status: StatusCode::BAD_REQUEST, class: "ValidationError", messages }
    }

    /// The request cannot be fulfilled.
    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequestError", message)
    }

    /// This key may not do that.
    pub(super) fn not_allowed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "BadRequestError", message)
    }

    /// The service cannot send to this number.
    pub(super) fn phone(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "InvalidPhoneError", message)
    }

    /// The service has no such resource.
    pub(super) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "NoResultFound", "No result found")
    }

    /// The letter is still being rendered.
    pub(super) fn pdf_not_ready() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "PDFNotReadyError", "PDF not available yet, try again later")
    }

    /// Too many requests in this minute.
    pub(super) fn rate(kind: &str, limit: i64) -> Self {
        let kind = if kind == "normal" { "live" } else { kind }.to_uppercase();
        let message = format!("Exceeded rate limit for key type {kind} of {limit} requests per 60 seconds");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "RateLimitError", message)
    }

    /// Too many messages today.
    pub(super) fn day(channel: &str, limit: i64) -> Self {
        let message = format!("Exceeded send limits ({channel}: {limit}) for today");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsError", message)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let status = error.status();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            return Self::new(status, "ServiceUnavailableError", error.to_string());
        }
        if status.is_server_error() {
            tracing::error!(%error, "notify request failed");
            return Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "InternalServerError",
                "Internal server error",
            );
        }
        Self::new(status, "BadRequestError", error.to_string())
    }
}

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = |message| RefusalError { error: self.class.to_owned(), message };
        let errors = self.messages.into_iter().map(error).collect();
        let body = wire::notify::Refusal { status_code: self.status.as_u16(), errors };
        (self.status, axum::Json(body)).into_response()
    }
}

/// The error for unknown paths below `/v2`.
pub(super) async fn unknown_address() -> Refusal {
    Refusal::not_found()
}
