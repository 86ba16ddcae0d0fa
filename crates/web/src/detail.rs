//! Errors of the assistance API: `{"detail": "…"}`, or messages at the path of each field.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::DbErr;
use wire::assistance::Detail;
use wire::field_errors::FieldErrors;

use crate::error::Error;

/// The error type of the assistance API's handlers.
#[derive(Debug)]
pub enum Refusal {
    /// An error that the other APIs have, too, in this API's format.
    Plain(Error),
    /// 400: all problems of the body.
    Fields(FieldErrors),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Plain(error)
    }
}

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        Self::Plain(error.into())
    }
}

impl From<FieldErrors> for Refusal {
    fn from(errors: FieldErrors) -> Self {
        Self::Fields(errors)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = match self {
            Self::Fields(errors) => {
                return (StatusCode::BAD_REQUEST, axum::Json(errors.to_json())).into_response();
            }
            Self::Plain(error) => error,
        };
        let detail = match &error {
            Error::Database(_) | Error::Internal(_) => {
                "Something went wrong on our side. Try again.".to_owned()
            }
            Error::Answer(_, body) => body["message"].as_str().unwrap_or_default().to_owned(),
            message => message.to_string(),
        };
        let (mut parts, _) = error.into_response().into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        (parts.status, parts.headers, axum::Json(Detail { detail })).into_response()
    }
}

/// Wraps an extractor so that its errors have this API's format.
#[derive(Clone, Copy, Debug)]
pub struct Detailed<T>(pub T);

impl<T: FromRequestParts<S, Rejection = Error>, S: Send + Sync> FromRequestParts<S> for Detailed<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        Ok(Self(T::from_request_parts(parts, state).await?))
    }
}

/// An unvalidated JSON body, for handlers that check each field.
#[derive(Clone, Debug)]
pub struct AnyJson(pub serde_json::Value);

impl<S: Send + Sync> FromRequest<S> for AnyJson {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let bytes = crate::json::read_body(request, state).await?;
        Ok(Self(crate::json::parse(&bytes)?))
    }
}
